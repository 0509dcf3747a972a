package salesops.routing;

import static j2html.TagCreator.a;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.model.LeadField;
import salesops.model.ScorePart;
import salesops.model.settings.RoutingRules.Path;
import salesops.pages.Page;
import salesops.routing.Explanation.Candidate;

/** One lead: the person, the score, who got it and why, and what happened since. */
final class LeadPage {
  private final Explanation lead;

  private LeadPage(Explanation lead) {
    this.lead = lead;
  }

  /**
   * @param reader e-mail address of whoever reads it; absent: unknown
   * @param steps what the reader may do about it
   */
  static Page of(
      PageParts parts, Explanation lead, @Nullable String reader, List<DomContent> steps) {
    LeadPage page = new LeadPage(lead);
    List<DomContent> content = new ArrayList<>();
    content.add(parts.summary(lead));
    content.add(parts.standing(lead, reader));
    if (!steps.isEmpty()) {
      content.add(p(each(steps, step -> step)).withClass("steps"));
    }
    content.add(page.reach());
    content.add(PageParts.message(lead));
    content.add(page.score());
    content.add(page.decision());
    content.addAll(page.turn());
    content.add(parts.history(lead));
    content.add(page.again());
    return Page.ok("shown", PageParts.heading(lead), content);
  }

  private DomContent reach() {
    List<DomContent> rows = new ArrayList<>();
    reach(rows, "E-mail", LeadField.EMAIL);
    reach(rows, "Phone", LeadField.PHONE);
    reach(rows, "Region", LeadField.REGION);
    reach(rows, "Industry", LeadField.INDUSTRY);
    PageParts.field(lead, LeadField.CONSENT)
        .ifPresent(
            consent -> {
              rows.add(dt("Consent"));
              rows.add(dd(consent.equals("true") ? "may be contacted" : "not given"));
            });
    return rows.isEmpty() ? PageParts.NOTHING : dl().with(rows);
  }

  private void reach(List<DomContent> rows, String label, LeadField field) {
    PageParts.field(lead, field)
        .ifPresent(
            value -> {
              rows.add(dt(label));
              rows.add(dd(value));
            });
  }

  private DomContent score() {
    Explanation.Grading score = lead.score();
    return section(
        h2("Score " + score.grade()),
        p("Fit "
                + points(score.fitTenths())
                + " and engagement "
                + points(score.engagementTenths())
                + " points")
            .withClass("quiet"),
        scroll(
            "Parts of the score",
            table(
                thead(tr(th("Points").withClass("n"), th("For"))),
                tbody(each(score.parts(), LeadPage::part)))));
  }

  private static DomContent part(ScorePart part) {
    String sign = part.tenths() > 0 ? "+" : "";
    return tr(
        td(sign + points(part.tenths())).withClass("n"),
        td(
            text(part.reason()),
            part.kind() == ScorePart.Kind.ENGAGEMENT
                ? span(" (engagement)").withClass("quiet")
                : PageParts.NOTHING));
  }

  private DomContent decision() {
    return section(
        h2("How the owner was found"),
        ol(each(lead.steps(), step -> li(step(step)))),
        iff(
            !lead.matched().isEmpty(),
            div(
                p("Territories that the lead matches, the most specific first:"),
                ul(each(lead.matched(), match -> li(match(match)))))));
  }

  private static String step(Decision.Step step) {
    String detail = step.detail().isEmpty() ? "" : ": " + step.detail();
    return step.path().equals(Path.MANUAL.name())
        ? "by hand" + detail
        : PageParts.words(step.path()) + (step.found() ? ", yes" : ", no") + detail;
  }

  private static String match(Decision.Match match) {
    String outcome =
        switch (match.outcome()) {
          case "CHOSEN" -> "gave the owner";
          case "NOT_REACHED" -> "was not reached";
          case "NOBODY_FREE" -> "nobody of it could take the lead";
          case "HOLDS" -> "holds its leads";
          default -> PageParts.words(match.outcome());
        };
    return match.territory() + ": " + outcome;
  }

  /** Everybody who could have had the lead, and everybody who could not. */
  private List<DomContent> turn() {
    List<DomContent> content = new ArrayList<>();
    Explanation.Standings turn = lead.turn();
    if (turn != null) {
      content.add(
          section(
              h2("Whose turn it was"),
              p("Lead " + turn.number() + " of the rotation “" + turn.pool() + "”")
                  .withClass("quiet"),
              scroll(
                  "Whose turn it was",
                  table(
                      thead(
                          tr(
                              th("Rep"),
                              th("Before").withClass("n"),
                              th("Fair share").withClass("n"),
                              th("Why"))),
                      tbody(each(turn.candidates(), LeadPage::candidate))))));
    }
    if (!lead.passedOver().isEmpty()) {
      content.add(
          section(
              h2("Who could not take it"),
              ul(each(lead.passedOver(), rep -> li(passedOver(rep))))));
    }
    return content;
  }

  private static DomContent candidate(Candidate candidate) {
    return tr(
            th(shortName(candidate.rep()) + " ×" + weight(candidate.weightThousandths()))
                .attr("scope", "row"),
            td(Long.toString(candidate.before())).withClass("n"),
            td(String.format(Locale.ROOT, "%.1f", candidate.fairShare())).withClass("n"),
            td((candidate.chosen() ? "chosen: " : "") + candidate.due()))
        .withCondClass(candidate.chosen(), "chosen");
  }

  private static String passedOver(Decision.PassedOver rep) {
    String detail = rep.detail().isEmpty() ? "" : ", " + rep.detail();
    return rep.rep().shortName() + ": " + PageParts.words(rep.why()) + detail;
  }

  private DomContent again() {
    Explanation.Again again = lead.again();
    String outcome =
        again.same() == null
            ? "Decided by hand."
            : again.same()
                ? "Decided anew from what was recorded: the same comes out."
                : "Decided anew from what was recorded, something else comes out: "
                    + again.outcome()
                    + ".";
    return p(outcome + " Settings version " + lead.settingsVersion() + ". Lead " + lead.leadId())
        .withClass("quiet");
  }

  /** A link that looks like a button, to a page that asks before it does anything. */
  static DomContent step(String words, String address) {
    return a(words).withHref(address).withClass("button");
  }

  /** A narrow screen moves the table, not the page; by the keyboard too. */
  private static DomContent scroll(String label, DomContent table) {
    return div(table)
        .withClass("scroll")
        .withTabindex(0)
        .attr("role", "region")
        .attr("aria-label", label);
  }

  private static String shortName(String email) {
    int at = email.indexOf('@');
    return at > 0 ? email.substring(0, at) : email;
  }

  private static String weight(int thousandths) {
    return thousandths % 1000 == 0
        ? Integer.toString(thousandths / 1000)
        : Double.toString(thousandths / 1e3);
  }

  private static String points(int tenths) {
    return tenths % 10 == 0
        ? Integer.toString(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }
}
