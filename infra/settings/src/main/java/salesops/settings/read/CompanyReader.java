package salesops.settings.read;

import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.WeeklyTime;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.Settings.SlackRules;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code company}, {@code links} and {@code slack}. */
public final class CompanyReader {
  private static final Keys COMPANY =
      Keys.of("name", "zone", "currency", "fiscalYearStarts", "calendar");
  private static final Keys LINKS = Keys.of("lead");
  private static final Keys SLACK =
      Keys.of("rep", "manager", "milestones", "pace", "perMinute", "quiet");
  private static final Keys SLACK_PACE = Keys.of("digest");
  private static final Keys SLACK_REP = Keys.of("to", "when");
  private static final Keys SLACK_MANAGER = Keys.of("now", "digest");
  private static final Keys SLACK_QUIET = Keys.of("outsideHours");

  /** Digests at set times of a day. */
  static final int DIGESTS_MAX = 12;

  /** Slack takes no more than one message a second from a channel. */
  static final int PER_MINUTE_MAX = 60;

  /** Most shares of a quota that are worth a message. */
  static final int MILESTONES_MAX = 20;

  private static final int MILESTONE_PERCENT_MAX = 1_000;

  private final Source source;
  private final Section slack;

  public CompanyReader(Source source) {
    this.source = source;
    this.slack = source.root().section("slack", SLACK);
  }

  public Company company() {
    Section company = source.root().section("company", COMPANY);
    CalendarReader calendar = new CalendarReader(company, source.problems());
    calendar.check();
    return new Company(
        company.required("name", Values::name, "?"),
        company.required("zone", Values::zone, "UTC"),
        company.required("currency", Values::currency, "EUR"),
        calendar.yearStarts(),
        calendar.weeks());
  }

  public @Nullable String leadLink() {
    return source.root().section("links", LINKS).value("lead", WebAddress::ofLead).orElse(null);
  }

  public SlackRules slack() {
    Section rep = slack.section("rep", SLACK_REP);
    rep.value("to", Values.oneOf(Map.of("directMessage", true)));
    boolean repAlways =
        rep.value("when", Values.oneOf(Map.of("always", true, "never", false))).orElse(true);
    Section manager = slack.section("manager", SLACK_MANAGER);
    Set<String> grades = new LinkedHashSet<>();
    boolean held = !manager.has("now");
    boolean returned = !manager.has("now");
    if (!manager.has("now")) {
      grades.addAll(List.of("A1", "A2"));
    }
    for (String each : manager.values("now", CompanyReader::occasion)) {
      switch (each) {
        case "held" -> held = true;
        case "returned" -> returned = true;
        default -> Values.grades(each).stream().map(Grade::toString).forEach(grades::add);
      }
    }
    return new SlackRules(
        repAlways,
        List.copyOf(grades),
        held,
        returned,
        digests(manager),
        slack
            .value("perMinute", Values.whole(1, PER_MINUTE_MAX))
            .orElse(SlackRules.PER_MINUTE_USUAL),
        slack
            .section("quiet", SLACK_QUIET)
            .value("outsideHours", Values.oneOf(Map.of("hold", true, "send", false)))
            .orElse(false));
  }

  /** Shares of a quota that are worth a message, in percent, rising. */
  public List<Integer> milestones() {
    if (!slack.has("milestones")) {
      return QuotaRules.USUAL.milestonePercents();
    }
    List<Integer> milestones =
        slack.values("milestones", Values.percent(1, MILESTONE_PERCENT_MAX)).stream()
            .sorted()
            .distinct()
            .toList();
    if (milestones.size() > MILESTONES_MAX) {
      source
          .problems()
          .error(
              slack.at("milestones"),
              "names " + milestones.size() + " milestones",
              "at most " + MILESTONES_MAX);
    }
    return milestones;
  }

  /** When managers hear who is behind pace; absent: never. */
  public @Nullable WeeklyTime paceDigest() {
    return slack.section("pace", SLACK_PACE).value("digest", Hours::weekly).orElse(null);
  }

  private List<LocalTime> digests(Section manager) {
    List<LocalTime> times =
        manager.values("digest", Hours::timeOfDay).stream().sorted().distinct().toList();
    if (times.size() > DIGESTS_MAX) {
      source
          .problems()
          .error(
              manager.at("digest"),
              "names " + times.size() + " times",
              "at most " + DIGESTS_MAX + " a day");
    }
    return times;
  }

  private static String occasion(String text) {
    if (!text.equals("held") && !text.equals("returned")) {
      try {
        Values.grades(text);
      } catch (Malformed e) {
        throw new Malformed(
            Values.quoted(text) + " is not known here", "name grades such as A1, held, returned");
      }
    }
    return text;
  }
}
