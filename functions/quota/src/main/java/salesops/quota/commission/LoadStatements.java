package salesops.quota.commission;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.attainment.QuotaBook;
import salesops.quota.commission.Statement.Frozen;
import salesops.quota.ledger.Counter;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.Head;
import salesops.quota.people.People;
import salesops.quota.people.RepKey;

/** Reads what a rep's statements are made of. One load is for one call: it keeps what it read. */
public final class LoadStatements {
  private final DynamoLedger ledger;
  private final People people;
  private final StatementStore store;
  private final QuotaBook book;
  private final Instant asOf;
  private final Map<Integer, List<Counter>> years = new HashMap<>();

  /**
   * @param asOf what was recorded later is left out
   */
  LoadStatements(
      DynamoLedger ledger, People people, StatementStore store, QuotaBook book, Instant asOf) {
    this.ledger = ledger;
    this.people = people;
    this.store = store;
    this.book = book;
    this.asOf = asOf;
  }

  RepKey key(RepId rep) {
    return people.key(rep);
  }

  QuotaBook book() {
    return book;
  }

  /** A rep's closed statements. */
  List<Frozen> frozen(RepKey rep) {
    return store.frozen(rep).stream().filter(f -> !f.closedAt().isAfter(asOf)).toList();
  }

  /** The rep's statements, with all that is needed for those of a period. */
  Statements of(RepId rep, Period period) {
    return of(rep, period, Optional.empty());
  }

  /** As if the rep had one more credit, instead of what stands of its deal. */
  Statements of(RepId rep, Period period, Optional<Earned> more) {
    RepKey key = people.key(rep);
    List<Frozen> frozen = frozen(key);
    List<Entry> entries = entries(key, years(period, frozen));
    Set<DealId> deals =
        entries.stream().map(Entry::deal).collect(Collectors.toCollection(LinkedHashSet::new));
    Map<DealId, Head> heads = new HashMap<>();
    ledger.heads(deals).forEach(head -> heads.put(head.deal(), head));
    return new Statements(
        rep, key, book, new RepCredits(entries, heads).with(more), frozen, store.questions(key));
  }

  /** The fiscal years of the period and of every closed statement, and those in between. */
  private Set<Integer> years(Period period, List<Frozen> frozen) {
    FiscalCalendar calendar = book.calendar();
    Set<Integer> years = new TreeSet<>();
    LocalDate first =
        frozen.isEmpty() ? period.from() : frozen.getFirst().statement().attainment().from();
    LocalDate from = first.isBefore(period.from()) ? first : period.from();
    for (int year = calendar.yearOf(from);
        year <= calendar.yearOf(period.until().minusDays(1));
        year++) {
      years.add(year);
    }
    return years;
  }

  private List<Entry> entries(RepKey key, Set<Integer> fiscalYears) {
    List<Entry> entries = new ArrayList<>();
    for (int year : fiscalYears) {
      for (Counter counter : years.computeIfAbsent(year, ledger::year)) {
        if (counter.slot().rep().equals(key)) {
          ledger.entries(counter.slot()).stream()
              .filter(entry -> !entry.recordedAt().isAfter(asOf))
              .forEach(entries::add);
        }
      }
    }
    return entries;
  }
}
