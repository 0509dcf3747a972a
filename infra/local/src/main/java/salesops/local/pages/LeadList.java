package salesops.local.pages;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.LeadScored;
import salesops.events.LeadUnassigned;
import salesops.local.engine.BusEvent;
import salesops.model.Codes;
import salesops.model.Grade;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Settings;
import salesops.runtime.Json;

/** All leads and what became of each, read off the events in the order in which they came. */
final class LeadList {
  /** Newest leads that are shown. */
  private static final int LEADS_MAX = 200;

  private static final List<String> COLUMNS =
      List.of("Person", "Company", "Country", "Grade", "Owner", "Why", "When");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.UK);

  /** What became of a lead, in the order in which the numbers are told. */
  private enum State {
    OWNED("with an owner"),
    HELD("held"),
    NURTURE("to nurture"),
    CLOSED("closed"),
    QUARANTINED("in quarantine"),
    ON_ITS_WAY("on their way");

    private final String many;

    State(String many) {
      this.many = many;
    }
  }

  /**
   * @param grade absent: not scored
   * @param owner the owner's name, or why there is none
   */
  private record Row(
      Lead lead, State state, @Nullable Grade grade, String owner, String why, Instant at) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Settings settings;

  private LeadList(List<BusEvent> events, Settings settings) {
    this.settings = settings;
    events.forEach(this::take);
  }

  /** The numbers, and the newest leads. */
  static List<DomContent> of(List<BusEvent> events, Settings settings) {
    LeadList list = new LeadList(events, settings);
    ZoneId zone = settings.company().zoneId();
    List<Row> newest = new ArrayList<>(list.rows.values()).reversed();
    return List.of(
        p(list.numbers()),
        p(
            text("The newest " + LEADS_MAX + ". What looks like a bot's is in quarantine: "),
            code("./salesops leads --quarantined")),
        div(table(
                thead(tr(each(COLUMNS, column -> th(column)))),
                tbody(each(newest.stream().limit(LEADS_MAX).toList(), row -> markup(row, zone)))))
            .withClass("scroll")
            .withTabindex(0)
            .attr("role", "region")
            .attr("aria-label", "Leads"));
  }

  private void take(BusEvent event) {
    switch (event.type()) {
      case "LeadQuarantined" -> {
        LeadQuarantined kept = Json.readEnvelope(event.detail(), LeadQuarantined.class).data();
        String why = kept.reasons().stream().map(Codes::words).collect(Collectors.joining(", "));
        put(
            new Row(
                kept.lead(), State.QUARANTINED, null, "in quarantine", why, kept.quarantinedAt()));
      }
      case "LeadScored" ->
          scored(Json.readEnvelope(event.detail(), LeadScored.class).data(), event);
      case "LeadAssigned" -> {
        LeadAssigned assigned = Json.readEnvelope(event.detail(), LeadAssigned.class).data();
        String territory = assigned.territory();
        put(
            new Row(
                assigned.lead(),
                State.OWNED,
                assigned.score().grade(),
                assigned.rep().shortName(),
                territory == null ? Codes.words(assigned.path().name()) : territory,
                assigned.assignedAt()));
      }
      case "LeadUnassigned" -> {
        LeadUnassigned held = Json.readEnvelope(event.detail(), LeadUnassigned.class).data();
        Grade grade = held.score().grade();
        put(new Row(held.lead(), State.HELD, grade, "held", held.detail(), held.heldAt()));
      }
      case "LeadReturned" -> {
        LeadReturned returned = Json.readEnvelope(event.detail(), LeadReturned.class).data();
        become(
            returned.aggregate(),
            State.ON_ITS_WAY,
            "on its way",
            "returned: " + returned.reason(),
            event);
      }
      case "LeadClosed" -> {
        LeadClosed closed = Json.readEnvelope(event.detail(), LeadClosed.class).data();
        become(
            closed.aggregate(),
            State.CLOSED,
            closed.rep().shortName(),
            "closed: " + closed.reason(),
            event);
      }
      default -> {}
    }
  }

  private void become(String lead, State state, String owner, String why, BusEvent event) {
    Row known = rows.get(lead);
    if (known != null) {
      put(new Row(known.lead(), state, known.grade(), owner, why, event.at()));
    }
  }

  /** Of a lead whose score changed, or was told twice, more is known already. */
  private void scored(LeadScored scored, BusEvent event) {
    Row known = rows.get(scored.aggregate());
    if (known != null && known.state() != State.QUARANTINED) {
      return;
    }
    Grade grade = scored.score().grade();
    boolean nurture = settings.routing().nurture().contains(grade);
    put(
        nurture
            ? new Row(scored.lead(), State.NURTURE, grade, "nobody", "to nurture", event.at())
            : new Row(scored.lead(), State.ON_ITS_WAY, grade, "on its way", "", event.at()));
  }

  private void put(Row row) {
    String id = row.lead().leadId().value();
    rows.remove(id);
    rows.put(id, row);
  }

  private String numbers() {
    Map<State, Integer> counts = new EnumMap<>(State.class);
    rows.values().forEach(row -> counts.merge(row.state(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().many)
        .collect(Collectors.joining(" · "));
  }

  private static DomContent markup(Row row, ZoneId zone) {
    Lead lead = row.lead();
    String id = lead.leadId().value();
    String name = lead.get(LeadField.NAME).or(() -> lead.get(LeadField.EMAIL)).orElse(id);
    return tr(
        // What is in quarantine went no further than intake: there is no decision to look at.
        td(row.state() == State.QUARANTINED ? text(name) : a(name).withHref("/leads/" + id)),
        td(lead.get(LeadField.COMPANY).orElse("")),
        td(lead.get(LeadField.COUNTRY).orElse("")),
        row.grade() == null ? td() : td(span(row.grade().toString()).withClass("grade")),
        td(row.owner()),
        td(row.why()).withClass("why"),
        td(TIME.format(row.at().atZone(zone))));
  }
}
