package salesops.settings.targets;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.WeeklyTime;
import salesops.model.settings.Settings.Company;
import salesops.settings.read.People;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/**
 * Reads {@code quotas}, {@code goals} and {@code contests}: what reps and teams are to sell and do.
 */
public final class QuotasReader {
  /** Largest share of a quota in a month of a ramp, in percent. */
  static final int RAMP_PERCENT_MAX = 200;

  private static final Keys QUOTAS = Keys.of("ramp", "rows", "revisions");
  private static final Keys ROW = Keys.of("rep", "team", "period", "quota", "rollUp");

  private final Source source;
  private final Problems problems;
  private final Subjects subjects;
  private final QuotaRow quotaRow;

  public QuotasReader(Source source, People people, Company company) {
    this.source = source;
    this.problems = source.problems();
    this.subjects = new Subjects(people, problems);
    this.quotaRow =
        new QuotaRow(subjects, FiscalCalendar.of(company), Values.money(company.currency()));
  }

  /** The rules, with what {@code slack} says about messages. */
  public QuotaRules read(List<Integer> milestonePercents, @Nullable WeeklyTime paceDigest) {
    Section section = source.root().section("quotas", QUOTAS);
    List<BigDecimal> ramp = ramp(section);
    List<Node> rows = source.list(section, "rows");
    Map<String, Located<Quota>> quotas = quotas(section, rows);
    GoalsReader goals = new GoalsReader(source, subjects);
    return new QuotaRules(
        quotas.values().stream().map(Located::value).toList(),
        // When a row couldn't be read, it may be the one that is revised.
        new RevisionsReader(source, quotaRow, quotas.keySet(), quotas.size() < rows.size())
            .read(section),
        ramp,
        milestonePercents,
        goals.goals(),
        goals.contests(),
        paceDigest);
  }

  private Map<String, Located<Quota>> quotas(Section section, List<Node> rows) {
    Map<String, Located<Quota>> quotas = new LinkedHashMap<>();
    if (rows.size() > QuotaRules.QUOTAS_MAX) {
      problems.error(
          section.at("rows"),
          "more than " + QuotaRules.QUOTAS_MAX + " quotas",
          "leave out periods that are long over");
      return quotas;
    }
    for (Node row : rows) {
      quota(Section.of(row, ROW, problems))
          .ifPresent(quota -> source.putNew(quotas, quotaRow.name(quota), row.place(), quota));
    }
    return quotas;
  }

  private Optional<Quota> quota(Section row) {
    Optional<Quota> own = quotaRow.read(row);
    if (!row.has("rollUp")) {
      return own;
    }
    if (row.has("team")) {
      problems.error(
          row.at("rollUp"),
          "must stand in a row of a rep: a team's quota always counts the whole team",
          "leave it out, or name a manager with rep: …");
    }
    Optional<String> team =
        row.value("rollUp", Values::name)
            .filter(name -> subjects.knowsTeam(name, row.at("rollUp")));
    return own.filter(quota -> quota.of().rep() != null)
        .flatMap(quota -> team.map(name -> rollUp(quota, name)));
  }

  private static Quota rollUp(Quota quota, String team) {
    return new Quota(quota.of(), quota.from(), quota.until(), quota.minor(), team);
  }

  private List<BigDecimal> ramp(Section section) {
    List<BigDecimal> ramp = section.values("ramp", QuotasReader::share);
    if (ramp.size() > QuotaRules.RAMP_MONTHS_MAX) {
      problems.error(
          section.at("ramp"),
          "has " + ramp.size() + " months",
          "at most " + QuotaRules.RAMP_MONTHS_MAX + ": the last one stays");
      return List.of();
    }
    return ramp;
  }

  /** A share of the quota; 0 needs no percent sign. */
  private static BigDecimal share(String text) {
    Function<String, BigDecimal> percent = Percents.upTo(RAMP_PERCENT_MAX);
    return percent.apply(text.equals("0") ? "0%" : text);
  }
}
