package salesops.cli.replay;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal.State;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.quota.QuotaOperation.Figure;
import salesops.quota.QuotaOperation.Figures;
import salesops.quota.QuotaOperation.HeldDeal;
import salesops.quota.QuotaOperation.ListAttainment;
import salesops.quota.QuotaOperation.ListEntries;
import salesops.quota.QuotaOperation.ListFigures;
import salesops.quota.QuotaOperation.ListHeld;
import salesops.quota.QuotaOperation.ShowStatement;
import salesops.quota.QuotaOperation.Shown;
import salesops.quota.attainment.ListAttainment.Standings;
import salesops.quota.attainment.QuotaLine;
import salesops.quota.commission.Statement;
import salesops.quota.ledger.Entry;
import salesops.replay.deals.DealColumn;
import salesops.replay.history.History;
import salesops.replay.history.History.Unread;
import salesops.replay.history.HistoryReport;
import salesops.replay.history.HistoryReport.Held;
import salesops.replay.history.HistoryReport.Ledger;
import salesops.replay.history.HistoryReport.Rates;
import salesops.replay.history.HistoryReport.Standing;
import salesops.replay.history.PastDeal;
import salesops.replay.history.Roster;
import salesops.replay.history.Tally;
import salesops.replay.history.Timeline.Played;

/** Asks the suite for the figures of a run: money as the ledger has it, deals as it took them. */
final class HistoryFigures {
  private final HistoryRun run;
  private final History history;
  private final Settings settings;
  private final Roster roster;
  private final String currency;
  private final FiscalCalendar calendar;
  private final LocalDate lastDay;
  private final Set<Integer> years = new TreeSet<>();
  private final Map<DealId, Played> deals = new LinkedHashMap<>();
  private final Tally.Calendar periods;
  private final Tally company;
  private final Map<String, Tally> byRep = new TreeMap<>();
  private final Map<String, Tally> byTeam = new TreeMap<>();
  private final Map<String, Tally> byTerritory = new TreeMap<>();
  private final Map<String, Tally> byRegion = new TreeMap<>();
  private final boolean territories;
  private final boolean regions;

  HistoryFigures(HistoryRun run) {
    this.run = run;
    this.history = run.history();
    this.settings = history.settings();
    this.roster = history.roster();
    this.currency = settings.company().currency();
    this.calendar = FiscalCalendar.of(settings.company());
    this.lastDay = history.timeline().until().minusDays(1);
    for (Played deal : history.timeline().deals()) {
      if (!run.refusedDeals().contains(deal.deal().id())) {
        deals.put(deal.deal().id(), deal);
      }
    }
    Map<String, String> quarterOf = new LinkedHashMap<>();
    Period played = new Period(history.timeline().from(), history.timeline().until());
    for (Period month : calendar.monthsOf(played)) {
      years.add(calendar.yearOf(month.from()));
      quarterOf.put(name(month), name(calendar.quarter(month.from())));
    }
    this.periods = new Tally.Calendar(quarterOf, !settings.commission().plans().isEmpty());
    this.company = new Tally(periods);
    settings.teams().forEach(team -> tally(byTeam, team.name()));
    settings.reps().forEach(rep -> tally(byRep, roster.key(rep.id())));
    this.territories =
        deals.values().stream().anyMatch(d -> !text(d, DealColumn.TERRITORY).isEmpty());
    this.regions =
        deals.values().stream().anyMatch(d -> !text(d, DealColumn.REGION).isEmpty())
            || !roster.regions().isEmpty();
  }

  private static String text(Played deal, DealColumn column) {
    return deal.deal().row().text(column);
  }

  private String name(Period period) {
    return calendar.name(period).orElse(period.from().toString());
  }

  private String month(LocalDate day) {
    return name(calendar.month(day));
  }

  private static String year(int year) {
    return "%04d".formatted(year);
  }

  private Tally tally(Map<String, Tally> all, String name) {
    return all.computeIfAbsent(name, n -> new Tally(periods));
  }

  HistoryReport report() {
    List<HeldDeal> held = run.ask(new ListHeld()).deals();
    countDeals(held.stream().map(HeldDeal::deal).collect(Collectors.toSet()));
    long entries = 0;
    long sum = 0;
    for (int year : years) {
      Figures figures = run.ask(new ListFigures(year));
      entries += figures.entries();
      for (Figure row : figures.rows()) {
        sum += row.sums().revenueMinor();
        revenue(row);
      }
    }
    if (territories || regions) {
      placedRevenue();
    }
    Rates rates = attainment();
    if (periods.paid()) {
      commission();
    }
    return new HistoryReport(
        standings(byRep),
        company.standing(currency),
        standings(byTeam),
        standings(byTerritory),
        standings(byRegion),
        rates,
        held.stream().map(HistoryFigures::held).toList(),
        unread(),
        new Ledger(
            entries, Tally.text(sum, currency), Tally.text(company.attainedMinor(), currency)));
  }

  private Map<String, Standing> standings(Map<String, Tally> tallies) {
    Map<String, Standing> all = new LinkedHashMap<>();
    tallies.forEach((name, tally) -> all.put(name, tally.standing(currency)));
    return all;
  }

  private static Held held(HeldDeal deal) {
    return new Held(
        deal.deal().value(),
        deal.account(),
        deal.amount().decimal(),
        deal.amount().currency(),
        deal.closed(),
        deal.reason().name());
  }

  private List<Unread> unread() {
    List<Unread> all = new ArrayList<>(history.unread());
    all.addAll(run.refused());
    all.sort(Comparator.comparingInt(Unread::row));
    return all;
  }

  /** A deal counts once for each rep, team and so on that has a part of it. */
  private void countDeals(Set<DealId> held) {
    for (Played deal : deals.values()) {
      LocalDate day = day(deal);
      Set<Tally> counts = new LinkedHashSet<>(List.of(company));
      for (RepId rep : deal.deal().sharers()) {
        settings
            .placeOn(rep, day)
            .ifPresent(
                place -> {
                  counts.add(tally(byTeam, place.team()));
                  // What closes after its owner left counts for the team alone.
                  if (place.employed() || deal.state() == State.OPEN) {
                    counts.add(tally(byRep, roster.key(rep)));
                  }
                });
      }
      counts.addAll(places(deal, deal.deal().owner(), day));
      counts.forEach(tally -> tally.deal(deal, held.contains(deal.deal().id())));
    }
  }

  private LocalDate day(Played deal) {
    LocalDate closed = deal.closed();
    return closed == null ? lastDay : closed;
  }

  /** The territory and the region of a deal, or of its rep where it names none. */
  private List<Tally> places(@Nullable Played deal, RepId rep, LocalDate day) {
    List<Tally> places = new ArrayList<>();
    if (territories) {
      String territory = deal == null ? "" : text(deal, DealColumn.TERRITORY);
      places.add(tally(byTerritory, territory.isEmpty() ? Roster.UNKNOWN : territory));
    }
    if (regions) {
      String own = deal == null ? "" : text(deal, DealColumn.REGION);
      String region = own.isEmpty() ? roster.region(rep, day) : own;
      places.add(tally(byRegion, region.isEmpty() ? Roster.UNKNOWN : region));
    }
    return places;
  }

  private void revenue(Figure row) {
    String month = month(row.month());
    long minor = row.sums().revenueMinor();
    if (row.rep().indexOf('@') > 0) {
      tally(byRep, roster.key(new RepId(row.rep()))).revenue(month, minor);
    }
    tally(byTeam, row.team()).revenue(month, minor);
    company.revenue(month, minor);
  }

  /** Revenue by territory and region, entry by entry. */
  private void placedRevenue() {
    Map<DealId, Long> entered = new HashMap<>();
    for (Rep rep : settings.reps()) {
      for (int year : years) {
        List<Entry> entries =
            isKnown(rep.id(), year)
                ? run.ask(new ListEntries(rep.id(), year(year))).entries()
                : List.of();
        for (Entry entry : entries) {
          if (entry.share().kind() == Credit.Kind.REVENUE) {
            entered.merge(entry.deal(), entry.share().minor(), Long::sum);
            place(entry.deal(), rep.id(), entry.share().closed(), entry.share().minor());
          }
        }
      }
    }
    // What counts for a team alone is in no rep's entries.
    for (Played deal : deals.values()) {
      LocalDate closed = deal.closed();
      if (deal.state() == State.WON && closed != null && isLeftBehind(deal.deal(), closed)) {
        DealId id = deal.deal().id();
        long rest =
            amount(deal.deal(), closed).map(Money::minor).orElse(0L) - entered.getOrDefault(id, 0L);
        place(id, deal.deal().owner(), closed, rest);
      }
    }
  }

  private boolean isLeftBehind(PastDeal deal, LocalDate closed) {
    return deal.sharers().stream()
        .anyMatch(rep -> settings.placeOn(rep, closed).filter(p -> !p.employed()).isPresent());
  }

  /** Whether a rep may have entries in a year: the ledger lists those of nobody whom it lacks. */
  private boolean isKnown(RepId rep, int year) {
    return deals.values().stream()
        .anyMatch(
            deal ->
                deal.state() == State.WON
                    && calendar.yearOf(day(deal)) == year
                    && deal.deal().sharers().contains(rep));
  }

  private void place(DealId deal, RepId rep, LocalDate closed, long minor) {
    places(deals.get(deal), rep, closed).forEach(tally -> tally.revenue(month(closed), minor));
  }

  /** A deal's amount in the company's currency; empty: there is no rate. */
  private Optional<Money> amount(PastDeal deal, LocalDate closed) {
    Money own = Money.of(deal.row().amount(), deal.currency());
    return own.currency().equals(currency)
        ? Optional.of(own)
        : settings.rates().on(own.currency(), closed).map(rate -> rate.convert(own, currency));
  }

  private Rates attainment() {
    Map<String, @Nullable BigDecimal> byMonth = new LinkedHashMap<>();
    Map<String, @Nullable BigDecimal> byQuarter = new LinkedHashMap<>();
    periods
        .quarterOf()
        .forEach(
            (month, quarter) -> {
              byMonth.put(month, attainment(month));
              if (!byQuarter.containsKey(quarter)) {
                byQuarter.put(quarter, attainment(quarter));
              }
            });
    return new Rates(byMonth, byQuarter);
  }

  /** Takes over how everybody stands in a period; the share of reps at their quota. */
  private @Nullable BigDecimal attainment(String period) {
    Map<String, String> regionOf = regions ? roster.regions() : Map.of();
    long with = 0;
    long at = 0;
    List<QuotaLine> lines =
        run.ask(new ListAttainment(null, period, null)).standings().stream()
            .map(Standings::lines)
            .flatMap(List::stream)
            .toList();
    boolean total = lines.stream().anyMatch(line -> line.rep() == null && line.team() == null);
    for (QuotaLine line : lines) {
      RepId rep = line.rep();
      String team = line.team();
      Money quota = line.quota();
      if (rep != null) {
        take(tally(byRep, roster.key(rep)), period, line);
        if (quota != null && quota.minor() > 0) {
          with++;
          at += line.attained().minor() >= quota.minor() ? 1 : 0;
        }
      } else if (team != null) {
        take(tally(byTeam, team), period, line);
        String region = regionOf.get(team);
        if (region != null) {
          take(tally(byRegion, region), period, line);
        }
        if (!total) {
          take(company, period, line);
        }
      } else {
        take(company, period, line);
      }
    }
    return Tally.ratio(BigDecimal.valueOf(at), with);
  }

  private static void take(Tally tally, String period, QuotaLine line) {
    Money quota = line.quota();
    tally.attainment(period, line.attained().minor(), quota == null ? null : quota.minor());
  }

  /** Commission by the day on which the deal closed; adjustments in the period that pays them. */
  private void commission() {
    for (Rep rep : settings.reps()) {
      for (int year : years) {
        ShowStatement show = new ShowStatement(rep.id(), year(year), null, null, null);
        for (Shown shown : run.ask(show).statements()) {
          Statement statement = shown.statement();
          for (Statement.Line line : statement.lines()) {
            earned(rep.id(), deals.get(line.deal()), line.closed(), line.minor());
          }
          if (statement.adjustedMinor() != 0) {
            earned(rep.id(), null, statement.payout().from(), statement.adjustedMinor());
          }
        }
      }
    }
  }

  private void earned(RepId rep, @Nullable Played deal, LocalDate day, long minor) {
    String month = month(day);
    tally(byRep, roster.key(rep)).commission(month, minor);
    settings
        .placeOn(rep, day)
        .ifPresent(place -> tally(byTeam, place.team()).commission(month, minor));
    company.commission(month, minor);
    places(deal, rep, day).forEach(tally -> tally.commission(month, minor));
  }
}
