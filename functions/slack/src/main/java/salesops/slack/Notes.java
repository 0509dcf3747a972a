package salesops.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.events.LeadUnassigned;
import salesops.model.Grade;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.ScorePart;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings;
import salesops.slack.Note.Kind;

/** The words of messages, in plain text. */
final class Notes {
  /** Reasons shown for a grade. */
  private static final int REASONS_MAX = 4;

  /** Code points shown of a name, title, company or reason. */
  static final int WORDS_MAX = 80;

  /** Code points shown of an explanation. */
  private static final int SENTENCE_MAX = 200;

  private static final String POOL_FULL = "POOL_FULL";

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Settings settings;

  Notes(Settings settings) {
    this.settings = settings;
  }

  Note forRep(LeadAssigned event) {
    return assigned(
        event,
        Kind.OWNED,
        join(" · ", dot(event.score().grade()) + " " + event.score().grade(), who(event.lead())),
        "Why you: " + path(event, ", your turn"),
        "Yours since " + CLOCK.format(event.assignedAt().atZone(zone(event.rep()))));
  }

  Note forManager(LeadAssigned event) {
    String grade = dot(event.score().grade()) + " " + event.score().grade();
    String owner = " → " + event.rep().shortName();
    return assigned(
        event,
        Kind.HOT,
        grade + owner + " · " + who(event.lead()),
        "Owner: " + path(event, ""),
        null);
  }

  private Note assigned(
      LeadAssigned event, Kind kind, String headline, String path, @Nullable String since) {
    Lead lead = event.lead();
    return new Note(
        lead.leadId().value(),
        headline,
        quote(lead),
        why(event.score()),
        reach(lead),
        zoneOf(lead, event.assignedAt()),
        path,
        since,
        link(lead),
        kind,
        null,
        List.of(),
        null);
  }

  /** The headline says who; that it is held, and for how long, is said when it leaves. */
  Note held(LeadUnassigned event) {
    Lead lead = event.lead();
    String detail = PlainText.clean(event.detail(), SENTENCE_MAX);
    String headline =
        event.score().grade()
            + " · "
            + who(lead)
            + (event.toldAgain() ? ". Nobody has acted on it. " : ". ")
            + reason(event.reason());
    return new Note(
        lead.leadId().value(),
        headline,
        null,
        why(event.score()),
        null,
        null,
        detail.isEmpty() ? null : "Held because: " + detail,
        "Held since "
            + CLOCK.format(event.heldAt().atZone(settings.company().zoneId()))
            + " ("
            + settings.company().zone()
            + ")",
        link(lead),
        event.reason().equals(POOL_FULL) ? Kind.HELD_FULL : Kind.HELD,
        null,
        List.of(),
        null);
  }

  Note returned(LeadReturned event) {
    String counted =
        event.repReturns() == 1 ? "first return" : event.repReturns() + " returns so far";
    return new Note(
        event.leadId().value(),
        "🟠 Returned by "
            + event.rep().shortName()
            + ": "
            + PlainText.clean(event.summary(), 2 * WORDS_MAX)
            + ". Being assigned anew.",
        PlainText.clean(event.reason(), SENTENCE_MAX),
        null,
        null,
        null,
        "By " + event.rep().shortName() + ": " + counted,
        "Returned at "
            + CLOCK.format(event.returnedAt().atZone(settings.company().zoneId()))
            + " ("
            + settings.company().zone()
            + ")",
        linkTo(event.leadId().value(), Optional.empty()),
        Kind.RETURNED,
        null,
        List.of(),
        null);
  }

  private static String dot(Grade grade) {
    return switch (grade.fit()) {
      case 'A' -> "🟢";
      case 'B' -> "🔵";
      case 'C' -> "🟡";
      default -> "⚪";
    };
  }

  /** {@code Claire Martin, VP Risk at Assurance Lyon (340 people, FR)}, as far as known. */
  static String who(Lead lead) {
    String person = join(", ", words(lead, LeadField.NAME), words(lead, LeadField.JOB_TITLE));
    String company = words(lead, LeadField.COMPANY);
    String employees = words(lead, LeadField.EMPLOYEES);
    String size = employees.isEmpty() ? "" : employees + " people";
    String facts = join(", ", size, words(lead, LeadField.COUNTRY));
    String named = join(person.isEmpty() ? "" : " at ", person, company);
    String known = named.isEmpty() ? words(lead, LeadField.EMAIL) : named;
    return (known.isEmpty() ? "somebody without a name" : known)
        + (facts.isEmpty() ? "" : " (" + facts + ")");
  }

  private static @Nullable String quote(Lead lead) {
    String message =
        lead.get(LeadField.MESSAGE).map(m -> PlainText.clean(m, Note.QUOTE_MAX)).orElse("");
    return message.isEmpty() ? null : message;
  }

  /** The parts that gave most points; what took points away is in the full decision. */
  private static String why(Score score) {
    String reasons =
        score.parts().stream()
            .filter(part -> part.tenths() > 0)
            .sorted(Comparator.comparingInt(ScorePart::tenths).reversed())
            .limit(REASONS_MAX)
            .map(part -> PlainText.clean(part.reason(), WORDS_MAX))
            .collect(Collectors.joining(" · "));
    return "Why " + score.grade() + ": " + (reasons.isEmpty() ? "nothing is known yet" : reasons);
  }

  private static @Nullable String reach(Lead lead) {
    String reach =
        join(
            " · ",
            lead.get(LeadField.EMAIL).map(e -> PlainText.clean(e, 254)).orElse(""),
            words(lead, LeadField.PHONE),
            consent(lead));
    return reach.isEmpty() ? null : "Reach: " + reach;
  }

  /** With the version of the text that was agreed to, whatever the form asks by now. */
  private static String consent(Lead lead) {
    return switch (lead.get(LeadField.CONSENT).orElse("")) {
      case "true" -> {
        String version = lead.get(Lead.CONSENT_VERSION).orElse("");
        yield "may be contacted"
            + (version.isEmpty() ? "" : " (consent v" + PlainText.clean(version, WORDS_MAX) + ")");
      }
      case "false" -> "gave no consent";
      default -> "";
    };
  }

  private static @Nullable String zoneOf(Lead lead, Instant at) {
    return lead.get(LeadField.COUNTRY)
        .flatMap(country -> CountryZones.of(country, at))
        .map(ZoneId::getId)
        .orElse(null);
  }

  private static String path(LeadAssigned event, String turn) {
    Integer open = event.openLeads();
    Integer capacity = event.capacity();
    RepId previous = event.previousRep();
    return join(
        " · ",
        found(event, turn),
        previous == null ? "" : "before: " + previous.shortName(),
        open != null && capacity != null ? open + " of " + capacity + " open" : "");
  }

  private static String found(LeadAssigned event, String turn) {
    String territory = event.territory();
    return switch (event.path()) {
      case NAMED_ACCOUNT -> "named account";
      case EXISTING_OWNER -> event.wroteAgain() ? "existing owner: wrote again" : "existing owner";
      case TERRITORY ->
          (territory == null ? "" : PlainText.clean(territory, WORDS_MAX) + " ")
              + (event.turn() == null ? "territory" : "rotation" + turn);
      case FALLBACK -> "fallback: nobody else could take it";
      case MANUAL -> "assigned by " + byWhom(event);
    };
  }

  /** Who decided, and why: {@code tom@northwind.example: speaks French}. */
  private static String byWhom(LeadAssigned event) {
    return event.decision().steps().stream()
        .filter(step -> step.path().equals(Path.MANUAL.name()))
        .findFirst()
        .map(step -> PlainText.clean(step.detail(), SENTENCE_MAX))
        .orElse("hand");
  }

  private static String reason(String code) {
    return switch (code) {
      case "OUTSIDE_HOURS" -> "Nobody of the pool works at this hour";
      case POOL_FULL -> "Nobody of the pool is free";
      case "TERRITORY_HOLDS" -> "Its territory holds leads for assignment by hand";
      case "NO_FALLBACK" -> "Nobody may have it and there is no fallback";
      default -> PlainText.clean(code, WORDS_MAX);
    };
  }

  private ZoneId zone(RepId rep) {
    return settings.reps().stream()
        .filter(r -> r.id().equals(rep))
        .findFirst()
        .map(Rep::zoneId)
        .orElseGet(() -> settings.company().zoneId());
  }

  private @Nullable String link(Lead lead) {
    return linkTo(lead.leadId().value(), lead.get(LeadField.EXTERNAL_ID));
  }

  /** Address of a lead in another system; absent where the settings name none. */
  @Nullable String linkTo(String leadId, Optional<String> externalId) {
    String template = settings.leadLink();
    if (template == null || (template.contains("{externalId}") && externalId.isEmpty())) {
      return null;
    }
    return template
        .replace("{leadId}", leadId)
        .replace(
            "{externalId}", URLEncoder.encode(externalId.orElse(""), UTF_8).replace("+", "%20"));
  }

  private static String words(Lead lead, LeadField field) {
    return lead.get(field).map(value -> PlainText.clean(value, WORDS_MAX)).orElse("");
  }

  private static String join(String separator, String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(separator));
  }
}
