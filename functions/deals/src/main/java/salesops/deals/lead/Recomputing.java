package salesops.deals.lead;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.DynamoDealsStore.Written;
import salesops.deals.store.Head;
import salesops.deals.store.Kept;
import salesops.model.settings.Settings;

/**
 * How far running response clocks follow the settings.
 *
 * @param basis digest of what clocks follow, under the latest settings seen
 * @param since when clocks were to be set again; absent: all follow the settings
 * @param after where the next page of clocks begins; empty: with the first
 */
record Recomputing(String basis, @Nullable Instant since, String after) implements Kept {
  private static final String KEY = "recompute";

  Recomputing {
    after = Objects.requireNonNullElse(after, "");
    basis = Objects.requireNonNullElse(basis, "");
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Optional<Due> due() {
    return Optional.ofNullable(since).map(at -> new Due(DueKind.RECOMPUTE, at));
  }

  boolean isPending() {
    return since != null;
  }

  static Optional<Head<Recomputing>> of(DynamoDealsStore store) {
    return store.find(KEY, Recomputing.class);
  }

  /** Notes new settings; clocks are set again only if those change what they follow. */
  static void note(DynamoDealsStore store, Settings settings, Instant now) {
    String basis = ResponseClock.basis(settings);
    Optional<Head<Recomputing>> known = of(store);
    if (known.isPresent() && known.get().state().basis().equals(basis)) {
      return;
    }
    Recomputing next = new Recomputing(basis, now, "");
    Written written =
        store.write(
            List.of(known.isPresent() ? known.get().next(next) : Head.Next.first(next)), List.of());
    if (written != Written.STORED) {
      throw new IllegalStateException("settings were noted twice at once");
    }
  }

  /** Where to go on reading the index; null: at its beginning. */
  @Nullable String start() {
    return after.isEmpty() ? null : after;
  }

  /**
   * Remembers where the next page begins.
   *
   * @param last absent: all clocks follow the settings
   * @return empty when new settings were noted meanwhile
   */
  Optional<Head<Recomputing>> moveTo(
      @Nullable String last, Head<Recomputing> seen, DynamoDealsStore store) {
    Recomputing next =
        new Recomputing(basis, last == null ? null : since, Objects.requireNonNullElse(last, ""));
    return store.write(List.of(seen.next(next)), List.of()) == Written.STORED
        ? Optional.of(new Head<>(next, seen.revision() + 1))
        : Optional.empty();
  }
}
