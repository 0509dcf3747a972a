package salesops.settings.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Settings.Company;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code quotas}: what reps and teams are to sell in a month, quarter or year. */
public final class QuotasReader {
  private static final Keys QUOTAS = Keys.of("rows");
  private static final Keys ROW = Keys.of("rep", "team", "period", "quota");

  private final Source source;
  private final Problems problems;
  private final People people;
  private final String currency;
  private final FiscalCalendar calendar;

  public QuotasReader(Source source, People people, Company company) {
    this.source = source;
    this.problems = source.problems();
    this.people = people;
    this.currency = company.currency();
    this.calendar = FiscalCalendar.of(company);
  }

  public QuotaRules read(List<Integer> milestonePercents) {
    Section section = source.root().section("quotas", QUOTAS);
    List<Node> rows = source.list(section, "rows");
    if (rows.size() > QuotaRules.QUOTAS_MAX) {
      problems.error(
          section.at("rows"),
          "more than " + QuotaRules.QUOTAS_MAX + " quotas",
          "leave out periods that are long over");
      rows = List.of();
    }
    Map<String, Located<Quota>> quotas = new LinkedHashMap<>();
    for (Node row : rows) {
      quota(Section.of(row, ROW, problems))
          .ifPresent(quota -> source.putNew(quotas, key(quota), row.place(), quota));
    }
    return new QuotaRules(quotas.values().stream().map(Located::value).toList(), milestonePercents);
  }

  /** Whose quota it is, and when: {@code ana@… 2026-Q3}, however its period is written. */
  private String key(Quota quota) {
    Period period = new Period(quota.from(), quota.until());
    return (quota.rep() == null ? "team " + quota.team() : quota.rep())
        + " "
        + calendar.name(period).orElseThrow();
  }

  private Optional<Quota> quota(Section row) {
    RepId rep = row.value("rep", Values::rep).orElse(null);
    String team = row.value("team", Values::name).orElse(null);
    checkWho(row, rep, team);
    Period period = row.required("period", this::period, calendar.parse("2000"));
    long minor = row.required("quota", Values.money(currency), 0L);
    return (rep == null) == (team == null) || problems.hasErrorIn(row.place())
        ? Optional.empty()
        : Optional.of(new Quota(rep, team, period.from(), period.until(), minor));
  }

  private void checkWho(Section row, @Nullable RepId rep, @Nullable String team) {
    if (row.has("rep") == row.has("team")) {
      problems.error(row.place(), "must name either a rep or a team", "write rep: … or team: …");
    }
    if (rep != null && !people.mayOwn(rep)) {
      problems.error(
          row.at("rep"), rep + " is neither a rep nor a manager", people.suggestion(rep));
    }
    if (team != null && !people.teams().containsKey(team)) {
      problems.error(
          row.at("team"),
          "there is no team " + Values.quoted(team),
          Values.suggestion(team, people.teams().keySet()));
    }
  }

  private Period period(String text) {
    try {
      return calendar.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed(
          String.valueOf(e.getMessage()),
          "write a month (2026-07), a quarter (2026-Q3), a year (2026) or the first day of one");
    }
  }
}
