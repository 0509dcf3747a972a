package salesops.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision.PassedOver;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Territory;

/**
 * Who could take a lead by hand, and why the others can't. Hours do not matter: whoever gives a
 * lead by hand knows when somebody works.
 *
 * @param pool reps of the pools that the lead was meant for
 * @param others of the settings
 * @param unlisted reps of the settings beyond {@link #LISTED_MAX}
 */
record Takers(List<Taker> pool, List<Taker> others, int unlisted) {
  /** Most reps that are looked up and listed. */
  static final int LISTED_MAX = 200;

  private static final Set<String> HOURS = Set.of("OFF_HOURS", "HOLIDAY");

  /**
   * @param capacity most open leads now; absent: no limit
   * @param obstacle why not; absent: the rep could take it
   */
  record Taker(RepId rep, int open, @Nullable Integer capacity, @Nullable PassedOver obstacle) {
    boolean able() {
      return obstacle == null;
    }

    /** What a person reads beside the name. */
    String note() {
      if (obstacle != null) {
        String detail = obstacle.detail().isEmpty() ? "" : ", " + obstacle.detail();
        return PageParts.words(obstacle.why()) + detail;
      }
      return capacity == null ? "no limit of open leads" : open + " of " + capacity + " open";
    }
  }

  Takers {
    pool = List.copyOf(pool);
    others = List.copyOf(others);
  }

  /** The rep, if listed. */
  Optional<Taker> taker(RepId rep) {
    return Stream.concat(pool.stream(), others.stream())
        .filter(taker -> taker.rep().equals(rep))
        .findFirst();
  }

  /** All but whoever has the lead. */
  static Takers of(LeadRecord record, Rulebook rulebook, RoutingStore store, Instant now) {
    List<Territory> territories = territories(record, rulebook);
    Set<RepId> pool = new LinkedHashSet<>();
    territories.forEach(territory -> pool.addAll(territory.pool().members()));
    Set<RepId> all = new LinkedHashSet<>(pool);
    rulebook.settings().reps().stream().map(Rep::id).forEach(all::add);
    List<RepId> listed =
        all.stream().filter(rep -> !rep.equals(record.owner())).limit(LISTED_MAX).toList();
    Set<String> need = territories.isEmpty() ? Set.of() : territories.getFirst().need();
    List<Taker> takers = takers(listed, need, record, rulebook, store, now);
    Map<Boolean, List<Taker>> inPool =
        takers.stream().collect(Collectors.partitioningBy(t -> pool.contains(t.rep())));
    return new Takers(
        inPool.getOrDefault(true, List.of()),
        inPool.getOrDefault(false, List.of()),
        Math.max(0, all.size() - (record.owner() == null ? 0 : 1) - listed.size()));
  }

  /** Those that were considered and still exist, else the best match of now. */
  private static List<Territory> territories(LeadRecord record, Rulebook rulebook) {
    List<Territory> considered =
        record.content().decision().matched().stream()
            .flatMap(match -> rulebook.territory(match.territory()).stream())
            .toList();
    return considered.isEmpty()
        ? rulebook.match(record.content().lead()).stream().limit(1).toList()
        : considered;
  }

  private static List<Taker> takers(
      List<RepId> reps,
      Set<String> need,
      LeadRecord record,
      Rulebook rulebook,
      RoutingStore store,
      Instant now) {
    Book book =
        new Book(
            Map.of(),
            ids -> store.look(Set.of(), Set.of(), ids).reps(),
            OpenLeads.day(now),
            rulebook.rules().openForDays());
    book.need(reps);
    Map<RepId, PassedOver> obstacles =
        Eligibility.of(
                new Territory.Pool("", reps),
                rulebook.settings(),
                need,
                record.grade(),
                now,
                rep -> book.status(rep, record.returners()))
            .passedOver()
            .stream()
            .filter(obstacle -> !HOURS.contains(obstacle.why()))
            .collect(Collectors.toMap(PassedOver::rep, Function.identity()));
    List<Taker> takers = new ArrayList<>();
    for (RepId rep : reps) {
      Integer capacity = book.capacity(rep, rulebook.capacity(rep), now).orElse(null);
      takers.add(new Taker(rep, book.open(rep), capacity, obstacles.get(rep)));
    }
    return takers;
  }
}
