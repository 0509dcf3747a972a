package salesops.quota.commission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.QuotaEvent.PeriodClosed;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.Settings;
import salesops.quota.commission.Statement.Frozen;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.Head;
import salesops.quota.people.RepKey;
import salesops.runtime.Json;

/**
 * Closes a period: makes the statements of the payout periods in it final, rep by rep, then records
 * that it is closed. Doing it again goes on where it stopped and changes no final statement.
 */
public final class ClosePeriod {
  /** Reps of one call. */
  static final int REPS_MAX = 25;

  private final DynamoLedger ledger;
  private final StatementStore store;
  private final Clock clock;

  public ClosePeriod(DynamoLedger ledger, StatementStore store, Clock clock) {
    this.ledger = ledger;
    this.store = store;
    this.clock = clock;
  }

  /** What came of an attempt. */
  public sealed interface Outcome {
    /** It is closed now. */
    record Done(Closed closed) implements Outcome {}

    /**
     * So many reps are done; call again.
     *
     * @param reps done so far
     * @param all reps there are
     */
    record GoOn(int reps, int all) implements Outcome {}

    /** It was closed before; nothing changed. */
    record ClosedBefore(Closed closed) implements Outcome {}

    /**
     * It is not over everywhere.
     *
     * @param zone where it ends last
     * @param over when it ends there
     */
    record NotOver(ZoneId zone, Instant over) implements Outcome {}

    /** Deals of the period are held. */
    record Held(List<DealId> deals) implements Outcome {}
  }

  /**
   * @param evenSo reason to close it although deals are held; absent: refuse then
   * @param by who closes it
   * @param from reps that earlier calls have done
   */
  public Outcome close(
      Period period, @Nullable String evenSo, String by, int from, LoadStatements load) {
    Optional<Closed> before = store.closed(period);
    if (before.isPresent()) {
      return new Outcome.ClosedBefore(before.get());
    }
    Settings settings = load.book().settings();
    Instant now = clock.instant();
    Outcome.NotOver last = last(period, settings);
    if (now.isBefore(last.over())) {
      return last;
    }
    List<DealId> held = held(period);
    if (!held.isEmpty() && evenSo == null) {
      return new Outcome.Held(held);
    }
    List<RepId> reps =
        load.book().roster(load.book().calendar().year(period.from())).stream().sorted().toList();
    int until = Math.min(reps.size(), from + REPS_MAX);
    for (RepId rep : reps.subList(Math.min(from, until), until)) {
      freeze(rep, period, held, held.isEmpty() ? null : evenSo, by, load);
    }
    return until < reps.size()
        ? new Outcome.GoOn(until, reps.size())
        : new Outcome.Done(record(period, reps, held, evenSo, by, load));
  }

  private static Outcome.NotOver last(Period period, Settings settings) {
    return Stream.concat(
            Stream.of(settings.company().zoneId()),
            settings.reps().stream().map(rep -> rep.zoneId()))
        .distinct()
        .map(zone -> new Outcome.NotOver(zone, period.until().atStartOfDay(zone).toInstant()))
        .max(Comparator.comparing(Outcome.NotOver::over))
        .orElseThrow();
  }

  private List<DealId> held(Period period) {
    return ledger.heads(ledger.held()).stream()
        .filter(head -> closedIn(head, period))
        .map(Head::deal)
        .sorted()
        .toList();
  }

  private static boolean closedIn(Head head, Period period) {
    LocalDate closed = head.facts().closed();
    return closed != null && period.contains(closed);
  }

  private void freeze(
      RepId rep,
      Period period,
      List<DealId> held,
      @Nullable String evenSo,
      String by,
      LoadStatements load) {
    Statements statements = load.of(rep, period);
    // Statements of earlier periods that nobody closed go first: each builds on the one before.
    for (Statement open : statements.open(period)) {
      if (!open.payout().until().isAfter(period.until())) {
        List<Frozen> earlier = load.frozen(open.rep());
        String previous = earlier.isEmpty() ? "" : earlier.getLast().hash();
        Statement closed = open.evenSo(held, evenSo);
        Frozen frozen = new Frozen(closed, hash(closed, previous), previous, clock.instant(), by);
        if (!store.freeze(frozen)) {
          return; // closed by another call; what it made stays
        }
      }
    }
  }

  /** Proves that a statement is what was closed. */
  static String hash(Statement statement, String previous) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(Json.text(statement).getBytes(UTF_8));
      return HexFormat.of().formatHex(sha.digest(previous.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Closed record(
      Period period,
      List<RepId> reps,
      List<DealId> held,
      @Nullable String evenSo,
      String by,
      LoadStatements load) {
    List<Statement> statements = new ArrayList<>();
    for (RepId rep : reps) {
      RepKey key = load.key(rep);
      load.frozen(key).stream()
          .map(Frozen::statement)
          .filter(s -> period.contains(s.payout().from()))
          .forEach(statements::add);
    }
    Instant now = clock.instant();
    long paid = statements.stream().mapToLong(Statement::paidMinor).sum();
    Closed closed =
        new Closed(period, statements.size(), paid, held, held.isEmpty() ? null : evenSo, by, now);
    Settings settings = load.book().settings();
    PeriodClosed event =
        new PeriodClosed(
            load.book().calendar().name(period).orElse(period.from().toString()),
            period.from(),
            period.until(),
            statements.size(),
            new Money(paid, settings.company().currency()),
            held.size(),
            by);
    return store.close(closed, Envelope.of(event, null, now))
        ? closed
        : store.closed(period).orElseThrow();
  }
}
