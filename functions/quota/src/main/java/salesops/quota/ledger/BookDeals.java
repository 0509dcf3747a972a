package salesops.quota.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.Settings;
import salesops.quota.ledger.Booking.Change;
import salesops.quota.ledger.Entry.Cause;
import salesops.quota.ledger.Facts.Claim;
import salesops.quota.people.People;
import salesops.quota.people.RepKey;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;

/** Books changes of deals: those of a batch in one transaction, as far as it holds them. */
public final class BookDeals {
  /** While other deals of the same reps are booked. */
  public static final Retry RETRY =
      new Retry(8, Backoff.amongWriters(Duration.ofMillis(20), Duration.ofMillis(500)));

  private final DynamoLedger ledger;
  private final People people;
  private final Waiting waiting;

  public BookDeals(DynamoLedger ledger, People people, Waiting waiting) {
    this.ledger = ledger;
    this.people = people;
    this.waiting = waiting;
  }

  /** What came of a change of a deal. */
  public enum Outcome {
    /** It changed what the deal counts for. */
    BOOKED,
    /** The deal counts for the same as before. */
    UNCHANGED,
    /** The deal is won and counts for nobody yet. */
    HELD,
    /** The ledger knows this version. */
    DUPLICATE,
    /** The ledger knows a later version. */
    OUTDATED
  }

  /**
   * A version of a deal.
   *
   * @param happenedAt when the change happened
   * @param event id of the event that reported it
   */
  public record Received(Deal deal, Instant happenedAt, String event) {}

  /**
   * What came of a change, and what the ledger knows after it.
   *
   * @param event id of the event that led to it; absent: settings did, or an operator
   */
  public record Done(Outcome outcome, Head head, @Nullable String event) {}

  /**
   * Books versions of different deals.
   *
   * @return one for each, in no order
   * @throws IllegalStateException when other deals of the same reps kept coming first; worth
   *     another try later, since booking again is a no-op
   */
  public List<Done> book(Collection<Received> versions, Settings settings) {
    Map<DealId, Received> byDeal =
        versions.stream().collect(Collectors.toMap(v -> v.deal().dealId(), v -> v));
    return write(
        byDeal.keySet(),
        seen -> {
          Received received = Objects.requireNonNull(byDeal.get(seen.deal()));
          return received(received, seen, rules(settings));
        },
        settings);
  }

  /** Books deals again under other settings: late memberships, new rates, new reps. */
  public List<Done> followSettings(Collection<DealId> deals, Settings settings) {
    CreditRules rules = rules(settings);
    Instant now = waiting.clock().instant();
    return write(
        deals,
        seen ->
            again(
                seen,
                rules.of(seen.facts(), seen),
                Cause.SETTINGS,
                now,
                "settings " + settings.version()),
        settings);
  }

  /** Converts deals again at the rates of today. */
  public List<Done> restate(Collection<DealId> deals, String reason, Settings settings) {
    CreditRules rules = rules(settings);
    Instant now = waiting.clock().instant();
    return write(
        deals,
        seen -> again(seen, rules.restated(seen.facts(), seen), Cause.RESTATED, now, reason),
        settings);
  }

  /** The standing that a deal would have, if this were its newest version. */
  public Standing standing(Facts facts, Head head, Settings settings) {
    return rules(settings).of(facts, head);
  }

  private CreditRules rules(Settings settings) {
    Map<RepKey, salesops.model.RepId> names = new LinkedHashMap<>();
    return new CreditRules(
        settings.company().currency(),
        settings.rates(),
        (rep, day) ->
            Optional.ofNullable(names.computeIfAbsent(rep, people::emailOf))
                .flatMap(email -> settings.placeOn(email, day)));
  }

  private interface Step {
    /** The change that a deal needs, or what came of it already. */
    Planned plan(Head seen);
  }

  private record Planned(
      Head seen, Optional<Change> change, Outcome outcome, @Nullable String event) {}

  private Planned received(Received received, Head seen, CreditRules rules) {
    Deal deal = received.deal();
    if (seen.version() >= deal.version()) {
      Outcome known = seen.version() == deal.version() ? Outcome.DUPLICATE : Outcome.OUTDATED;
      return new Planned(seen, Optional.empty(), known, received.event());
    }
    List<Claim> claims =
        deal.sharing().stream()
            .map(c -> new Claim(people.key(c.rep()), c.kind(), c.weight()))
            .toList();
    Facts facts = Facts.of(deal, claims);
    Head next = seen.next(deal.version(), facts, rules.of(facts, seen));
    return planned(new Change(seen, next, Cause.DEAL, received.happenedAt(), received.event()));
  }

  private static Planned again(
      Head seen, Standing standing, Cause cause, Instant now, String event) {
    return standing.equals(seen.standing())
        ? new Planned(seen, Optional.empty(), Outcome.UNCHANGED, null)
        : planned(
            new Change(seen, seen.next(seen.version(), seen.facts(), standing), cause, now, event));
  }

  private static Planned planned(Change change) {
    Outcome outcome =
        change.next().standing().held() != null
            ? Outcome.HELD
            : change.movesShares() ? Outcome.BOOKED : Outcome.UNCHANGED;
    String event = change.cause() == Cause.DEAL ? change.event() : null;
    return new Planned(change.seen(), Optional.of(change), outcome, event);
  }

  private List<Done> write(Collection<DealId> deals, Step step, Settings settings) {
    FiscalCalendar calendar = FiscalCalendar.of(settings.company());
    // Without plans nobody earns anything, so there is nothing to follow up.
    boolean followed = !settings.commission().plans().isEmpty();
    List<Done> done = new ArrayList<>();
    Set<DealId> left = new LinkedHashSet<>(deals);
    // All together at first; where somebody else came first, only those that share reps.
    Iterator<Boolean> together = List.of(true).iterator();
    boolean ignored =
        RETRY
            .untilAnswered(
                waiting,
                () -> {
                  boolean all = together.hasNext() && together.next();
                  tryWrite(left, step, calendar, all, followed, done);
                  return left.isEmpty() ? Optional.of(true) : Optional.empty();
                })
            .orElseThrow(() -> new IllegalStateException("too many deals of the same reps"));
    return done;
  }

  /** Each try reads again: somebody else may have booked one of the deals meanwhile. */
  private void tryWrite(
      Set<DealId> left,
      Step step,
      FiscalCalendar calendar,
      boolean all,
      boolean followed,
      List<Done> done) {
    List<Change> changes = new ArrayList<>();
    Map<DealId, Planned> plans = new LinkedHashMap<>();
    for (Head seen : ledger.heads(left)) {
      Planned plan = step.plan(seen);
      plans.put(seen.deal(), plan);
      plan.change().ifPresentOrElse(changes::add, () -> done(plan, done, left));
    }
    for (List<Change> group : groups(changes, calendar, all)) {
      if (write(group, calendar, followed)) {
        group.forEach(c -> done(Objects.requireNonNull(plans.get(c.next().deal())), done, left));
      }
    }
  }

  private static void done(Planned plan, List<Done> done, Set<DealId> left) {
    Head head = plan.change().map(Change::next).orElse(plan.seen());
    done.add(new Done(plan.outcome(), head, plan.event()));
    left.remove(plan.seen().deal());
  }

  private boolean write(List<Change> group, FiscalCalendar calendar, boolean followed) {
    Set<Slot> slots = slots(group, calendar);
    List<Counter> counters = slots.isEmpty() ? List.of() : ledger.counters(slots);
    Instant now = waiting.clock().instant();
    return ledger.write(Booking.of(group, counters, calendar, now), followed ? now : null);
  }

  private static Set<Slot> slots(Collection<Change> changes, FiscalCalendar calendar) {
    return changes.stream()
        .flatMap(change -> change.slots(calendar).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Changes by transaction, as far as one holds them.
   *
   * @param all whether changes go together that share no slot
   */
  private static List<List<Change>> groups(
      List<Change> changes, FiscalCalendar calendar, boolean all) {
    List<List<Change>> groups = new ArrayList<>();
    List<Set<Slot>> taken = new ArrayList<>();
    for (Change change : changes) {
      Set<Slot> slots = change.slots(calendar);
      int at = -1;
      for (int i = 0; i < groups.size() && at < 0; i++) {
        boolean together = all || slots.stream().anyMatch(taken.get(i)::contains);
        Set<Slot> counters = new HashSet<>(taken.get(i));
        counters.addAll(slots);
        int items = change.items() + counters.size();
        for (Change other : groups.get(i)) {
          items += other.items();
        }
        if (together && items <= DynamoLedger.ITEMS_MAX) {
          at = i;
        }
      }
      if (at < 0) {
        groups.add(new ArrayList<>(List.of(change)));
        taken.add(new HashSet<>(slots));
      } else {
        groups.get(at).add(change);
        taken.get(at).addAll(slots);
      }
    }
    return groups;
  }
}
