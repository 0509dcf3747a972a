package salesops.deals.lead;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.DealsStore;
import salesops.deals.store.DealsStore.Written;
import salesops.deals.store.Head;
import salesops.deals.store.Kept;
import salesops.model.settings.Settings;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How far running response clocks follow the settings.
 *
 * @param basis digest of what clocks follow, under the latest settings seen
 * @param since when clocks were to be set again; absent: all follow the settings
 * @param after key of the last clock that was set, as texts; empty: from the beginning
 */
record Recomputing(String basis, @Nullable Instant since, Map<String, String> after)
    implements Kept {
  private static final String KEY = "recompute";

  Recomputing {
    after = Map.copyOf(after);
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

  static Optional<Head<Recomputing>> of(DealsStore store) {
    return store.find(KEY, Recomputing.class);
  }

  /** Notes new settings; clocks are set again only if those change what they follow. */
  static void note(DealsStore store, Settings settings, Instant now) {
    String basis = ResponseClock.basis(settings);
    Optional<Head<Recomputing>> known = of(store);
    if (known.isPresent() && known.get().state().basis().equals(basis)) {
      return;
    }
    Recomputing next = new Recomputing(basis, now, Map.of());
    Written written =
        store.write(
            List.of(known.isPresent() ? known.get().next(next) : Head.Next.first(next)), List.of());
    if (written != Written.STORED) {
      throw new IllegalStateException("settings were noted twice at once");
    }
  }

  /** Where to go on reading the index; null: at its beginning. */
  @Nullable Map<String, AttributeValue> start() {
    if (after.isEmpty()) {
      return null;
    }
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    after.forEach(
        (name, value) ->
            key.put(
                name,
                name.equals("sk") || name.equals("dueAt")
                    ? AttributeValue.fromN(value)
                    : AttributeValue.fromS(value)));
    return key;
  }

  /**
   * Remembers where the next page begins.
   *
   * @param last absent: all clocks follow the settings
   * @return empty when new settings were noted meanwhile
   */
  Optional<Head<Recomputing>> moveTo(
      @Nullable Map<String, AttributeValue> last, Head<Recomputing> seen, DealsStore store) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (last != null) {
      last.forEach((name, value) -> texts.put(name, value.n() == null ? value.s() : value.n()));
    }
    Recomputing next = new Recomputing(basis, last == null ? null : since, texts);
    return store.write(List.of(seen.next(next)), List.of()) == Written.STORED
        ? Optional.of(new Head<>(next, seen.revision() + 1))
        : Optional.empty();
  }
}
