package salesops.routing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * A company as another system knows it, imported so that its owner gets its leads from the first
 * day on.
 *
 * @param owner absent: the parent's
 * @param parent registrable domain of the company that it belongs to; absent: none
 * @param name as people know it; absent: unknown
 * @param importedAt to the second, when it last changed
 */
record Account(
    @Nullable RepId owner, @Nullable String parent, @Nullable String name, Instant importedAt) {
  /** Longest name in characters. */
  static final int NAME_MAX = 100;

  Account {
    if (owner == null && parent == null) {
      throw new IllegalArgumentException("an account has an owner or a parent");
    }
  }

  /** Whether it says the same as another, whenever either was imported. */
  boolean says(Account other) {
    return Objects.equals(owner, other.owner)
        && Objects.equals(parent, other.parent)
        && Objects.equals(name, other.name);
  }

  /** What a decision says of it: {@code imported on 2026-11-25 (Acme)}. */
  String note() {
    return "imported on "
        + importedAt.atOffset(ZoneOffset.UTC).toLocalDate()
        + (name == null ? "" : " (" + name + ")");
  }
}
