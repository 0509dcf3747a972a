package salesops.settings.show;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.DealRules.Response;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.FiscalWeeks;
import salesops.model.settings.Form;
import salesops.model.settings.Membership;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;
import salesops.settings.read.CalendarReader;
import salesops.settings.read.Coverage;

/** One version of the settings on a screen. */
public final class SettingsSummary {
  /** Reps, and territories, that are listed. */
  private static final int ROWS_MAX = 40;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private SettingsSummary() {}

  public static List<String> lines(Settings settings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Settings v"
            + settings.version()
            + " of "
            + settings.company().name()
            + ", applied "
            + TIME.format(settings.appliedAt().atZone(settings.company().zoneId()))
            + " ("
            + settings.company().zone()
            + ") by "
            + settings.appliedBy());
    lines.add("");
    lines.addAll(overview(settings));
    lines.add("");
    lines.addAll(reps(settings));
    lines.add("");
    lines.addAll(territories(settings));
    return lines;
  }

  /** How much of everything there is, in one line. */
  public static String counts(Settings settings) {
    return String.join(
        ", ",
        counted(settings.forms().size(), "form", "forms"),
        counted(settings.reps().size(), "rep", "reps")
            + " in "
            + counted(settings.teams().size(), "team", "teams"),
        counted(settings.namedAccounts().size(), "named account", "named accounts"),
        counted(settings.territories().size(), "territory", "territories"));
  }

  public static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static List<String> overview(Settings settings) {
    RoutingRules routing = settings.routing();
    FiscalWeeks weeks = settings.company().weeks();
    return List.of(
        "Company   "
            + settings.company().currency()
            + ", "
            + (weeks == null ? "" : "weeks " + CalendarReader.text(weeks) + ", ")
            + counts(settings),
        "Fit       "
            + counted(settings.scoring().fit().size(), "rule", "rules")
            + ", "
            + SettingsView.bands(settings.scoring().fitBands())
            + ", else D",
        "Engaged   "
            + counted(
                settings.scoring().engagement().behaviours().size(), "behaviour", "behaviours")
            + ", half-life "
            + SettingsView.hours(settings.scoring().engagement().halfLifeHours())
            + ", "
            + SettingsView.bands(settings.scoring().engagementBands())
            + ", else 4",
        "Routing   "
            + String.join(" → ", routing.order().stream().map(SettingsView::word).toList())
            + (routing.fallback() == null ? "" : " (" + routing.fallback() + ")")
            + ", open for "
            + routing.openForDays()
            + "d, nurture "
            + or(
                String.join(
                    ", ", routing.nurture().stream().sorted().map(Object::toString).toList())),
        "Deals     "
            + String.join(
                " → ", settings.deals().stages().stream().map(s -> stage(s, settings)).toList())
            + ", hand over to "
            + or(settings.deals().handOver().to()),
        "Response  "
            + or(
                String.join(
                    "; ",
                    settings.deals().responses().stream().map(SettingsSummary::response).toList())),
        "Rates     " + or(TargetTexts.rates(settings.rates())),
        "Quotas    " + quotas(settings.quotas()),
        "Goals     " + listed(settings.quotas().goals(), TargetTexts::goal),
        "Contests  " + listed(settings.quotas().contests(), TargetTexts::contest),
        "Plans     "
            + listed(
                settings.commission().plans(),
                plan -> TargetTexts.plan(plan, settings.company().currency())),
        "Forms     "
            + or(String.join("; ", settings.forms().stream().map(SettingsSummary::form).toList())),
        "Guard     "
            + or(String.join("; ", settings.forms().stream().map(SettingsSummary::guard).toList())),
        "Slack     rep "
            + (settings.slack().repAlways() ? "always" : "never")
            + ", manager at once: "
            + or(String.join(", ", managerHears(settings)))
            + ", digest: "
            + or(
                String.join(
                    ", ",
                    settings.slack().managerDigests().stream().map(Object::toString).toList()))
            + ", at most "
            + settings.slack().perMinuteMax()
            + " a minute, outside hours: "
            + (settings.slack().quietOutsideHours() ? "hold" : "send"),
        "Webhooks  " + or(String.join(", ", webhooks(settings))));
  }

  /** Names and events; an address may be a secret of its own. */
  private static List<String> webhooks(Settings settings) {
    return settings.webhooks().stream()
        .map(webhook -> webhook.name() + " (" + String.join(", ", webhook.events()) + ")")
        .toList();
  }

  private static String stage(Stage stage, Settings settings) {
    List<String> asks = new ArrayList<>(DealTexts.needs(stage));
    List<String> approval = DealTexts.approval(stage.approval(), settings.company().currency());
    if (!approval.isEmpty()) {
      asks.add("approval for " + String.join(" and ", approval));
    }
    return stage.name()
        + " "
        + stage.probabilityPercent()
        + "%"
        + (asks.isEmpty() ? "" : " (" + String.join(", ", asks) + ")");
  }

  private static String response(Response response) {
    return DealTexts.grades(response.grades()) + " " + DealTexts.response(response);
  }

  private static String quotas(QuotaRules rules) {
    List<Subject> whose = rules.quotas().stream().map(Quota::of).distinct().toList();
    long reps = whose.stream().filter(subject -> subject.rep() != null).count();
    long teams = whose.size() - reps;
    int revisions = rules.revisions().size();
    return (rules.quotas().isEmpty()
            ? "-"
            : rules.quotas().size()
                + " of "
                + counted((int) reps, "rep", "reps")
                + " and "
                + counted((int) teams, "team", "teams"))
        + (revisions == 0 ? "" : ", " + counted(revisions, "revision", "revisions"))
        + (rules.rampPercents().isEmpty()
            ? ""
            : ", ramp " + String.join(", ", TargetTexts.ramp(rules)))
        + ", milestones "
        + or(String.join(", ", TargetTexts.milestones(rules)))
        + (rules.paceDigest() == null ? "" : ", pace digest " + TargetTexts.paceDigest(rules));
  }

  /** At most {@value #ROWS_MAX} of them, and how many are left out. */
  private static <T> String listed(List<T> all, Function<T, String> text) {
    String shown = String.join("; ", all.stream().limit(ROWS_MAX).map(text).toList());
    return or(shown)
        + (all.size() > ROWS_MAX ? "; … and " + (all.size() - ROWS_MAX) + " more" : "");
  }

  private static String form(Form form) {
    return form.id()
        + " asks "
        + counted(form.fields().size(), "field", "fields")
        + " in "
        + String.join(", ", form.texts().stream().map(Form.Texts::language).toList());
  }

  private static String guard(Form form) {
    Form.Guard guard = form.guard();
    return form.id()
        + " "
        + SettingsView.rate(guard.perAddress())
        + " an address, "
        + SettingsView.rate(guard.perForm())
        + " in all, "
        + guard.minFillMillis() / 1_000
        + "s to fill in, free mail "
        + SettingsView.word(guard.freeMail())
        + ", disposable "
        + SettingsView.word(guard.disposableMail());
  }

  private static List<String> managerHears(Settings settings) {
    List<String> hears = new ArrayList<>(settings.slack().managerGrades());
    if (settings.slack().managerHeld()) {
      hears.add("held");
    }
    if (settings.slack().managerReturned()) {
      hears.add("returned");
    }
    return hears;
  }

  private static List<String> reps(Settings settings) {
    Columns table =
        new Columns("Rep", "Team", "Weight", "Capacity", "Skills", "Zone", "Works", "Leave");
    for (Rep rep : settings.reps()) {
      table.row(
          rep.id().email(),
          team(rep),
          SettingsView.weight(rep.weightThousandths()),
          or(rep.capacity()),
          or(String.join(", ", rep.skills().stream().sorted().toList())),
          rep.zone(),
          works(rep.from(), rep.until()),
          or(String.join(", ", rep.leave().stream().map(SettingsView::leave).toList())));
    }
    return table.lines(ROWS_MAX);
  }

  private static String team(Rep rep) {
    List<String> earlier = rep.earlier().stream().map(Membership::team).distinct().toList();
    return rep.team() + (earlier.isEmpty() ? "" : " (was " + String.join(", ", earlier) + ")");
  }

  private static String works(@Nullable LocalDate from, @Nullable LocalDate until) {
    return or(
        ((from == null ? "" : "from " + from) + (until == null ? "" : " until " + until)).strip());
  }

  private static List<String> territories(Settings settings) {
    Columns table =
        new Columns("Territory", "In", "Criteria", "Pool", "Reps", "Need", "When full", "Priority");
    for (Territory territory : settings.territories()) {
      RoutingRules.WhenFull full = territory.whenPoolIsFull();
      table.row(
          territory.name(),
          or(territory.parent()),
          Coverage.text(territory.criteria()),
          territory.hold() ? "held for a person" : territory.pool().name(),
          Integer.toString(territory.pool().members().size()),
          or(String.join(", ", territory.need().stream().sorted().toList())),
          SettingsView.word(full == null ? settings.routing().whenPoolIsFull() : full),
          or(territory.priority() == 0 ? null : territory.priority()));
    }
    return table.lines(ROWS_MAX);
  }

  private static String or(@Nullable Object value) {
    return value == null || value.toString().isEmpty() ? "-" : value.toString();
  }
}
