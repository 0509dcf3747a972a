package salesops.settings.show;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criterion;
import salesops.model.settings.DealRules;
import salesops.model.settings.DealRules.Response;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.FiscalWeeks;
import salesops.model.settings.Form;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Band;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Company;
import salesops.model.settings.Settings.NamedAccount;
import salesops.model.settings.Settings.Team;
import salesops.model.settings.Territory;
import salesops.settings.read.CalendarReader;
import salesops.settings.read.Coverage;
import salesops.settings.read.Hours;
import salesops.settings.yaml.Values;

/**
 * Settings as people talk of them: {@code rep ana@…} has {@code capacity} {@code 60}. Pools stand
 * apart, so that a new rep in a team is one difference and not one in each territory.
 */
final class SettingsView {
  private final Map<String, Map<String, String>> things = new LinkedHashMap<>();

  private SettingsView() {}

  /** What there is, by kind and name, each with its properties that have a value. */
  static Map<String, Map<String, String>> of(Settings settings) {
    SettingsView view = new SettingsView();
    view.company(settings);
    settings.forms().forEach(view::form);
    view.scoring(settings.scoring());
    settings.teams().forEach(view::team);
    settings.reps().forEach(view::rep);
    new TreeMap<>(settings.calendars())
        .forEach(
            (name, calendar) ->
                view.thing("calendar " + name)
                    .put("hours", Hours.text(calendar.hours()))
                    .put("holidays", calendar.holidays()));
    settings.namedAccounts().forEach(view::account);
    for (Territory territory : settings.territories()) {
      view.thing("pool " + territory.pool().name()).put("members", territory.pool().members());
      view.territory(territory);
    }
    view.routing(settings.routing());
    view.deals(settings);
    TargetsView.add(settings, view);
    view.slack(settings);
    settings.webhooks().forEach(view::webhook);
    return view.things;
  }

  /** The properties of one thing. */
  record Thing(Map<String, String> properties) {
    Thing put(String name, @Nullable Object value) {
      String text =
          switch (value) {
            case null -> "";
            case Collection<?> many ->
                String.join(", ", many.stream().map(Object::toString).toList());
            default -> value.toString();
          };
      if (!text.isEmpty()) {
        properties.put(name, text);
      }
      return this;
    }
  }

  Thing thing(String name) {
    return new Thing(things.computeIfAbsent(name, n -> new LinkedHashMap<>()));
  }

  private void company(Settings settings) {
    Company company = settings.company();
    FiscalWeeks weeks = company.weeks();
    thing("company")
        .put("name", company.name())
        .put("zone", company.zone())
        .put("currency", company.currency())
        .put("fiscalYearStarts", weeks == null ? company.fiscalYearStarts() : null)
        .put("weeks", weeks == null ? null : CalendarReader.text(weeks))
        .put("lead link", settings.leadLink());
  }

  private void form(Form form) {
    Form.Consent consent = form.consent();
    thing("form " + form.id())
        .put("title", form.title())
        .put(
            "fields",
            form.fields().stream().map(f -> f.name() + (f.required() ? "!" : "")).toList())
        .put("hidden", new TreeMap<>(form.hidden()).entrySet())
        .put("consent", consent == null ? null : consent.text())
        .put("consent version", consent == null ? null : consent.version())
        .put("consent required", consent == null ? null : consent.required())
        .put("privacy", form.privacy())
        .put("thanks", form.thanks())
        .put("origins", form.origins())
        .put("minFill", form.guard().minFillMillis() / 1_000 + "s")
        .put("perAddress", rate(form.guard().perAddress()))
        .put("perForm", rate(form.guard().perForm()))
        .put("freeMail", word(form.guard().freeMail()))
        .put("disposableMail", word(form.guard().disposableMail()))
        .put("languages", form.texts().stream().map(Form.Texts::language).toList());
    form.texts().forEach(texts -> formTexts(form, texts));
  }

  /** As the settings write it: {@code 5/10m}. */
  static String rate(Form.Rate rate) {
    int seconds = rate.windowSeconds();
    String window =
        seconds % 3_600 == 0
            ? seconds / 3_600 + "h"
            : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    return rate.count() + "/" + window;
  }

  private void formTexts(Form form, Form.Texts texts) {
    Thing thing =
        thing("form " + form.id() + " in " + texts.language())
            .put("title", texts.title())
            .put("consent", texts.consent())
            .put("thanks", texts.thanks())
            .put("send", texts.send());
    new TreeMap<>(texts.labels()).forEach((path, label) -> thing.put("label " + path, label));
    new TreeMap<>(texts.words()).forEach((key, word) -> thing.put("word " + key, word));
  }

  private void scoring(Scoring scoring) {
    Thing fit = thing("scoring fit");
    for (Scoring.FitRule rule : scoring.fit()) {
      String because = rule.because() == null ? "" : " (" + rule.because() + ")";
      fit.put(Coverage.text(rule.when()), points(rule.points()) + because);
    }
    Scoring.Engagement engagement = scoring.engagement();
    Thing behaviours =
        thing("scoring engagement")
            .put("halfLife", hours(engagement.halfLifeHours()))
            .put(
                "trust",
                engagement.trust().stream()
                    .map(origin -> origin.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList());
    engagement.behaviours().forEach(each -> behaviours.put(each.name(), behaviour(each)));
    thing("scoring grades")
        .put("fit", bands(scoring.fitBands()))
        .put("engagement", bands(scoring.engagementBands()));
  }

  private static String behaviour(Scoring.Behaviour behaviour) {
    String each =
        behaviour.counter() == null
            ? ""
            : " each " + behaviour.counter() + " up to " + behaviour.pointsMax();
    String when = behaviour.when().isEmpty() ? "" : " when " + Coverage.text(behaviour.when());
    return points(behaviour.points()) + each + when;
  }

  private static String points(int points) {
    return points > 0 ? "+" + points : Integer.toString(points);
  }

  static String hours(double hours) {
    return hours % 24 == 0 ? (long) (hours / 24) + "d" : (long) hours + "h";
  }

  static String bands(List<Band> bands) {
    return String.join(
        ", ", bands.stream().map(band -> band.name() + " from " + band.points()).toList());
  }

  private void team(Team team) {
    thing("team " + team.name())
        .put("manager", team.manager())
        .put("channel", team.channel())
        .put("escalate", team.escalate());
  }

  private void rep(Rep rep) {
    thing("rep " + rep.id())
        .put("team", rep.team())
        .put("weight", weight(rep.weightThousandths()))
        .put("capacity", rep.capacity())
        .put("skills", rep.skills().stream().sorted().toList())
        .put("zone", rep.zone())
        .put("hours", rep.hours() == null ? null : Hours.text(rep.hours()))
        .put("calendar", rep.calendar())
        .put("from", rep.from())
        .put("until", rep.until())
        .put("leave", rep.leave().stream().map(SettingsView::leave).toList())
        .put("backup", rep.backup())
        .put("earlier", rep.earlier().stream().map(TargetTexts::membership).toList());
  }

  static String weight(int thousandths) {
    return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
  }

  static String leave(Rep.Leave leave) {
    return leave.from().equals(leave.to())
        ? leave.from().toString()
        : leave.from() + ".." + leave.to();
  }

  private void account(NamedAccount account) {
    thing("named account " + account.domain())
        .put("owner", account.owner())
        .put("parentDomain", account.parentDomain());
  }

  private void territory(Territory territory) {
    Thing thing = thing("territory " + territory.name()).put("in", territory.parent());
    for (Criterion criterion : territory.criteria()) {
      String[] fieldAndValue = Coverage.text(criterion).split(" ", 2);
      thing.put(fieldAndValue[0], fieldAndValue[1]);
    }
    thing
        .put("priority", territory.priority() == 0 ? null : territory.priority())
        .put("pool", territory.pool().members().isEmpty() ? null : territory.pool().name())
        .put("need", territory.need().stream().sorted().toList())
        .put(
            "whenPoolIsFull",
            territory.whenPoolIsFull() == null ? null : word(territory.whenPoolIsFull()))
        .put("hold", territory.hold() ? "true" : null);
  }

  private void routing(RoutingRules routing) {
    thing("routing")
        .put("order", routing.order().stream().map(SettingsView::word).toList())
        .put("follow owner of person", routing.matchPerson())
        .put("follow owner of company", routing.matchCompany())
        .put("openFor", routing.openForDays() + "d")
        .put("hold outside hours", routing.holdOutsideHours().stream().sorted().toList())
        .put("whenPoolIsFull", word(routing.whenPoolIsFull()))
        .put("fallback", routing.fallback())
        .put("nurture", routing.nurture().stream().sorted().toList());
    for (RoutingRules.GradeBand band : routing.bands()) {
      thing("rotation of band " + band.name())
          .put("grades", band.grades().stream().sorted().toList());
    }
  }

  private void deals(Settings settings) {
    DealRules deals = settings.deals();
    thing("deals")
        .put("stages", deals.stages().stream().map(Stage::name).toList())
        .put("lostReasons", deals.lostReasons())
        .put("disqualifiedReasons", deals.disqualifiedReasons())
        .put("handOver to", deals.handOver().to())
        .put("handOver checklist", deals.handOver().checklist())
        .put("recontact lost", days(deals.recontactLostDays()))
        .put("recontact disqualified", days(deals.recontactDisqualifiedDays()));
    for (Stage stage : deals.stages()) {
      thing("stage " + stage.name())
          .put("probability", stage.probabilityPercent() + "%")
          .put("needs", DealTexts.needs(stage))
          .put("approval", DealTexts.approval(stage.approval(), settings.company().currency()));
    }
    for (Response response : deals.responses()) {
      thing("response").put(DealTexts.grades(response.grades()), DealTexts.response(response));
    }
  }

  static @Nullable String days(@Nullable Integer days) {
    return days == null ? null : days + "d";
  }

  /** A constant as the settings write it: {@code EXISTING_OWNER} is {@code existingOwner}. */
  static String word(Enum<?> constant) {
    StringBuilder word = new StringBuilder();
    for (String part : Values.split(constant.name(), "_")) {
      String lower = part.toLowerCase(Locale.ROOT);
      word.append(
          word.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return word.toString();
  }

  private void webhook(Settings.Webhook webhook) {
    thing("webhook " + webhook.name()).put("url", webhook.url()).put("events", webhook.events());
  }

  private void slack(Settings settings) {
    thing("slack")
        .put("rep", settings.slack().repAlways() ? "always" : "never")
        .put("manager grades", settings.slack().managerGrades())
        .put("manager held", settings.slack().managerHeld())
        .put("manager returned", settings.slack().managerReturned())
        .put("manager digest", settings.slack().managerDigests())
        .put("milestones", TargetTexts.milestones(settings.quotas()))
        .put("pace digest", TargetTexts.paceDigest(settings.quotas()))
        .put("perMinute", settings.slack().perMinuteMax())
        .put("quiet outside hours", settings.slack().quietOutsideHours() ? "hold" : "send");
  }
}
