package salesops.quota.people;

import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * Who a rep key stands for: the only place that says so.
 *
 * @param email absent: erased
 * @param placed the rep's memberships when the ledger last followed them, as text; empty: not yet
 */
public record Person(RepKey key, @Nullable RepId email, String placed) {
  /** What people read. */
  public String name() {
    return email != null ? email.email() : "former rep " + key.value().substring(0, 4);
  }

  public boolean isErased() {
    return email == null;
  }
}
