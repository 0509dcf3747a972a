package salesops.deals.deal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.DynamoDealsStore;
import salesops.deals.store.Head;
import salesops.deals.store.Kept.Listing;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;

/** Lists open deals, owner by owner, each owner's by expected close date. */
public final class ListDeals {
  private static final int PAGE = DynamoDealsStore.HEADS_MAX;

  private final DynamoDealsStore store;

  public ListDeals(DynamoDealsStore store) {
    this.store = store;
  }

  /**
   * Which deals.
   *
   * @param closeBefore only those that should have closed before this day; absent: all
   */
  public record Query(
      @Nullable RepId rep,
      @Nullable String team,
      @Nullable String stage,
      @Nullable LocalDate closeBefore,
      boolean unowned,
      int limit) {}

  /**
   * @param more whether there are more
   */
  public record Listed(List<Deal> deals, boolean more) {}

  public Listed list(Query query, Settings settings) {
    LocalDate before = query.closeBefore();
    long closeByMax = before == null ? Listing.NO_DAY : before.toEpochDay() - 1;
    Predicate<Deal> wanted =
        deal -> query.stage() == null || deal.stage().equalsIgnoreCase(query.stage());
    List<Deal> deals = new ArrayList<>();
    for (String owner : owners(query, settings).distinct().toList()) {
      of(owner, closeByMax, wanted, query.limit(), deals);
      if (deals.size() > query.limit()) {
        return new Listed(List.copyOf(deals.subList(0, query.limit())), true);
      }
    }
    return new Listed(deals, false);
  }

  private void of(
      String owner, long closeByMax, Predicate<Deal> wanted, int limit, List<Deal> deals) {
    String after = null;
    do {
      DynamoDealsStore.Keys page = store.listed(owner, closeByMax, PAGE, after);
      store.findAll(page.keys(), DealRecord.class).stream()
          .map(Head::state)
          .map(DealRecord::deal)
          // The index may lag.
          .filter(deal -> deal.state() == Deal.State.OPEN)
          .filter(wanted)
          .forEach(deals::add);
      after = page.next();
    } while (after != null && deals.size() <= limit);
  }

  private static Stream<String> owners(Query query, Settings settings) {
    if (query.unowned()) {
      return Stream.of(DealRecord.UNOWNED);
    }
    if (query.rep() != null) {
      return Stream.of(query.rep().email());
    }
    Stream<String> reps =
        settings.reps().stream()
            .filter(rep -> query.team() == null || rep.team().equals(query.team()))
            .map(Rep::id)
            .map(RepId::email);
    Stream<String> managers =
        settings.teams().stream()
            .filter(team -> query.team() == null || team.name().equals(query.team()))
            .map(Team::manager)
            .map(RepId::email);
    Stream<String> nobody = query.team() == null ? Stream.of(DealRecord.UNOWNED) : Stream.of();
    return Stream.of(reps, managers, nobody).flatMap(all -> all);
  }
}
