package salesops.routing;

import static j2html.TagCreator.blockquote;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.time;

import j2html.tags.DomContent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadField;
import salesops.model.settings.Criteria;
import salesops.routing.Explanation.Happening;

/**
 * What several pages say of a lead.
 *
 * @param zone in which times are shown
 */
record PageParts(ZoneId zone) {
  /** For where something else may be missing. */
  static final DomContent NOTHING = text("");

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);

  /** Name of the person, or what else there is. */
  static String heading(Explanation lead) {
    return field(lead, LeadField.NAME)
        .or(() -> field(lead, LeadField.COMPANY))
        .or(() -> field(lead, LeadField.EMAIL))
        .orElse("Lead " + lead.leadId());
  }

  static Optional<String> field(Explanation lead, LeadField field) {
    return Optional.ofNullable(lead.fields().get(field.jsonName()));
  }

  /** Title, company, country and size, with the grade. */
  DomContent summary(Explanation lead) {
    List<String> who = new ArrayList<>();
    for (LeadField field : List.of(LeadField.JOB_TITLE, LeadField.COMPANY, LeadField.COUNTRY)) {
      field(lead, field).ifPresent(who::add);
    }
    field(lead, LeadField.EMPLOYEES).ifPresent(size -> who.add(size + " people"));
    return p(
            span("Grade " + lead.score().grade()).withClass("grade"),
            text(" " + String.join(" · ", who)))
        .withClass("lead");
  }

  /** Who has the lead, or why nobody has. */
  DomContent standing(Explanation lead, @Nullable String reader) {
    String owner = lead.owner();
    Explanation.Wait wait = lead.waiting();
    String who = owner == null ? "" : owner.equals(reader) ? "You have" : owner + " has";
    return div(switch (lead.state()) {
          case "ASSIGNED" -> p(text(who + " had this lead since "), at(lead.since()), text("."));
          case "CLOSED" -> p(text("This lead was closed on "), at(lead.since()), text("."));
          case "HELD" ->
              div(
                  p(text("This lead has waited for an owner since "), at(lead.since()), text(".")),
                  wait == null ? NOTHING : p(sentence(wait.detail())).withClass("quiet"));
          default -> p("This lead is kept for later campaigns, without an owner.");
        })
        .withClass("standing");
  }

  /** What the person wrote: text only, whatever it looks like. */
  static DomContent message(Explanation lead) {
    return field(lead, LeadField.MESSAGE)
        .<DomContent>map(message -> blockquote(message).attr("dir", "auto"))
        .orElse(NOTHING);
  }

  DomContent history(Explanation lead) {
    return section(
        h2("History"),
        ol(
            li(at(lead.submittedAt()), text(" came by form “" + lead.form() + "”")),
            each(
                lead.history(), happening -> li(at(happening.at()), text(" " + words(happening))))),
        p("Times in " + zone + ".").withClass("quiet"));
  }

  private static String words(Happening happening) {
    String rep = happening.rep();
    String what =
        switch (happening.what()) {
          case "assigned" -> "assigned to " + rep;
          case "handed over" -> "taken from " + rep;
          case "capacity raised" -> "room made at " + rep;
          default -> happening.what() + " (" + rep + ")";
        };
    return what
        + (happening.reason() == null ? "" : ": “" + Criteria.oneLine(happening.reason()) + "”")
        + (happening.by() == null ? "" : ", by " + Criteria.oneLine(happening.by()))
        + (happening.via() == null ? "" : ", by link " + happening.via());
  }

  DomContent at(Instant at) {
    return time(moment(at)).withDatetime(at.toString());
  }

  String moment(Instant at) {
    return MOMENT.format(at.atZone(zone));
  }

  /** Words as a sentence: with a capital and a full stop. */
  static String sentence(String words) {
    String first = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }

  /** Codes as words: {@code LACKS_SKILL} is lacks skill, {@code POOL_FULL} pool full. */
  static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
