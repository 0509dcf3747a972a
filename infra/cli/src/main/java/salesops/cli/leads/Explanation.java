package salesops.cli.leads;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import salesops.cli.console.Texts;
import salesops.model.Codes;
import salesops.model.settings.Criteria;
import salesops.routing.RoutingAnswer.TerritoryMissed;
import salesops.runtime.Json;
import tools.jackson.databind.JsonNode;

/**
 * What routing says of a lead, as text that a person reads from top to bottom. What strangers wrote
 * cannot control the terminal or look like a line of its own.
 */
public final class Explanation {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss", Locale.UK);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK);

  private final JsonNode lead;
  private final ZoneId zone;
  private final List<String> lines = new ArrayList<>();

  private Explanation(JsonNode lead, ZoneId zone) {
    this.lead = lead;
    this.zone = zone;
  }

  /**
   * @param zone times are shown in
   */
  public static String text(salesops.routing.Explanation lead, ZoneId zone) {
    return text(Json.MAPPER.<JsonNode>valueToTree(lead), zone);
  }

  static String text(JsonNode lead, ZoneId zone) {
    Explanation text = new Explanation(lead, zone);
    text.person();
    text.score();
    text.path();
    text.turn();
    text.passedOver();
    text.since();
    text.again();
    return String.join(System.lineSeparator(), text.lines);
  }

  static String whyNot(TerritoryMissed why) {
    String territory = Criteria.oneLine(why.territory());
    String under = " (settings v" + why.settingsVersion() + ")";
    if (why.matches()) {
      return "The lead matches " + territory + under + ": " + outcome(Texts.orEmpty(why.outcome()));
    }
    List<String> lines = new ArrayList<>(List.of("The lead is not in " + territory + under + ":"));
    why.missed().forEach(missed -> lines.add("  " + Criteria.oneLine(missed)));
    return String.join(System.lineSeparator(), lines);
  }

  private void line(String format, Object... values) {
    lines.add(Criteria.oneLine(String.format(Locale.ROOT, format, values)).stripTrailing());
  }

  private void person() {
    JsonNode fields = lead.path("fields");
    List<String> who = new ArrayList<>();
    for (String name : List.of("name", "jobTitle", "company", "country")) {
      if (fields.has(name)) {
        who.add(fields.path(name).asString());
      }
    }
    if (fields.has("employees")) {
      who.add(fields.path("employees").asString() + " people");
    }
    line("%s", who.isEmpty() ? lead.path("leadId").asString() : String.join(" · ", who));
    Instant submitted = instant("submittedAt");
    String owned =
        lead.has("owner")
            ? ", owner " + shortName(lead.path("owner")) + " " + later(submitted)
            : ", " + lead.path("state").asString().toLowerCase(Locale.ROOT);
    line(
        "came by form \"%s\" on %s (%s)%s. Settings v%d.",
        lead.path("form").asString(),
        DAY_AND_TIME.format(submitted.atZone(zone)),
        zone.getId(),
        owned,
        lead.path("settingsVersion").asInt());
    line("Lead %s", lead.path("leadId").asString());
  }

  private String later(Instant submitted) {
    if (!lead.has("decidedAt")) {
      return "since";
    }
    double seconds = Duration.between(submitted, instant("decidedAt")).toMillis() / 1e3;
    return String.format(Locale.ROOT, "%.1f s later", seconds);
  }

  private void score() {
    JsonNode score = lead.path("score");
    line("");
    line(
        "Score  %-4s                                fit %s   engagement %s",
        score.path("grade").asString(),
        points(score.path("fitTenths").asInt()),
        points(score.path("engagementTenths").asInt()));
    for (JsonNode part : score.path("parts")) {
      int tenths = part.path("tenths").asInt();
      line(
          "  %6s  %s%s",
          (tenths > 0 ? "+" : "") + points(tenths),
          part.path("reason").asString(),
          part.path("kind").asString().equals("ENGAGEMENT") ? "   (engagement)" : "");
    }
  }

  private static String points(int tenths) {
    return tenths % 10 == 0
        ? Integer.toString(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }

  private void path() {
    line("");
    line("Path");
    for (JsonNode step : lead.path("steps")) {
      line(
          "  %-17s %-4s %s",
          words(step.path("path")),
          step.path("found").asBoolean() ? "YES" : "no",
          step.path("detail").asString(""));
    }
    if (lead.path("path").asString("").equals("MANUAL")) {
      line("  by hand           YES");
    }
    for (JsonNode match : lead.path("matched")) {
      line(
          "    %-28s pool \"%s\": %s",
          match.path("territory").asString(),
          match.path("pool").asString(""),
          outcome(match.path("outcome").asString("")));
    }
    JsonNode waiting = lead.path("waiting");
    if (waiting.isObject()) {
      line("");
      line("Held: %s", waiting.path("detail").asString(words(waiting.path("reason"))));
      if (waiting.has("dueAt")) {
        line(
            "  tried again on %s",
            DAY_AND_TIME.format(instant(waiting.path("dueAt")).atZone(zone)));
      }
    }
  }

  private static String outcome(String outcome) {
    return switch (outcome) {
      case "CHOSEN" -> "gave the owner";
      case "NOT_REACHED" -> "matches too, was not reached";
      case "NOBODY_FREE" -> "nobody of it could take the lead";
      case "HOLDS" -> "holds its leads";
      default -> Codes.words(outcome);
    };
  }

  private void turn() {
    JsonNode turn = lead.path("turn");
    if (!turn.isObject()) {
      return;
    }
    line("");
    line(
        "Why %s (lead %d of rotation \"%s\")",
        shortName(lead.path("owner")), turn.path("number").asLong(), turn.path("pool").asString());
    line("  %-14s %-6s %-14s %6s %11s   %s", "", "weight", "", "before", "fair share", "due");
    for (JsonNode rep : turn.path("candidates")) {
      line(
          "  %-14s ×%-5s %-14s %6d %11.1f   %s",
          shortName(rep.path("rep")),
          weight(rep.path("weightThousandths").asInt()),
          rep.path("chosen").asBoolean() ? "CHOSEN" : "passed over",
          rep.path("before").asLong(),
          rep.path("fairShare").asDouble(),
          rep.path("due").asString());
    }
  }

  private static String weight(int thousandths) {
    return thousandths % 1000 == 0
        ? Integer.toString(thousandths / 1000)
        : Double.toString(thousandths / 1e3);
  }

  private void passedOver() {
    for (JsonNode rep : lead.path("passedOver")) {
      line(
          "  %-14s %-6s %-14s %6s %11s   %s %s",
          shortName(rep.path("rep")),
          "",
          "not eligible",
          "-",
          "-",
          words(rep.path("why")),
          rep.path("detail").asString(""));
    }
  }

  private void since() {
    line("");
    String head = "Since";
    for (JsonNode event : lead.path("history")) {
      Map<String, String> told = new TreeMap<>();
      event.properties().forEach(p -> told.put(p.getKey(), p.getValue().asString("")));
      line(
          "%-6s %s %s%s%s%s%s",
          head,
          TIME.format(instant(event.path("at")).atZone(zone)),
          told.getOrDefault("what", ""),
          told.containsKey("rep") ? " · " + shortName(event.path("rep")) : "",
          told.containsKey("reason") ? " · \"" + told.get("reason") + "\"" : "",
          told.containsKey("by") ? " · by " + told.get("by") : "",
          told.containsKey("via") ? " · link " + told.get("via") : "");
      head = "";
    }
  }

  private void again() {
    JsonNode again = lead.path("again");
    String outcome = again.path("outcome").asString("");
    line(
        "Again  %s",
        !again.has("same")
            ? outcome
            : again.path("same").asBoolean()
                ? "decided anew under v"
                    + lead.path("settingsVersion").asInt()
                    + " and the stored rotation: same "
                    + (lead.has("owner") ? "owner" : "outcome")
                    + " ✓"
                : "decided anew the outcome is another: " + outcome + " ✗");
  }

  private static String words(JsonNode code) {
    return Codes.words(code.asString(""));
  }

  private static String shortName(JsonNode email) {
    String text = email.asString("");
    return text.indexOf('@') > 0 ? text.substring(0, text.indexOf('@')) : text;
  }

  private Instant instant(String field) {
    return instant(lead.path(field));
  }

  private static Instant instant(JsonNode value) {
    return Instant.parse(value.asString());
  }
}
