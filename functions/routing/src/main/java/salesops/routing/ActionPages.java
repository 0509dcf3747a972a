package salesops.routing;

import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.fieldset;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.legend;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.FormTag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Limits;
import salesops.pages.Page;
import salesops.routing.Takers.Taker;
import salesops.runtime.http.PostedForm;

/**
 * Pages that ask before something is done about a lead. A form posts to the address of its page, so
 * that the permission in it is all that counts.
 *
 * @param reader e-mail address of whoever was sent the link
 * @param said what went wrong with the last try; absent: nothing
 */
record ActionPages(
    PageParts parts, Explanation lead, String seen, String reader, @Nullable String said) {
  private static final String SAID = "said";
  private static final String HINT = "hint";
  private static final String TO_WHOM = "Who shall have it?";
  static final String SEEN = "seen";
  static final String REASON = "reason";
  static final String REP = "rep";
  static final String CAPACITY = "capacity";

  Page askReturn(PostedForm entered) {
    return askReturn(
        "Why do you return it?",
        "Return it",
        "Somebody else gets the lead, and your place is free for another one.",
        entered);
  }

  /** For people who see all leads: the rep who has it may not have asked for it. */
  Page askReturnFor(String owner, PostedForm entered) {
    return askReturn(
        "Why is it returned?",
        "Return it for " + owner,
        "Somebody else gets the lead; it counts among the leads that " + owner + " returned.",
        entered);
  }

  private Page askReturn(String why, String button, String consequence, PostedForm entered) {
    return ask(
        "Return " + PageParts.heading(lead) + "?",
        List.of(
            form()
                .withMethod("post")
                .attr("novalidate")
                .with(seenField(), reason(why, entered), submit(button)),
            p(consequence).withClass("quiet")));
  }

  Page askGive(Takers takers, PostedForm entered) {
    List<Taker> able = takers.pool().stream().filter(Taker::able).toList();
    List<Taker> ableOthers = takers.others().stream().filter(Taker::able).toList();
    List<Taker> unable =
        Stream.concat(takers.pool().stream(), takers.others().stream())
            .filter(taker -> !taker.able())
            .toList();
    FormTag form =
        form()
            .withMethod("post")
            .attr("novalidate")
            .with(
                seenField(),
                choices(TO_WHOM, able, entered.text(REP)),
                choices(
                    able.isEmpty() ? TO_WHOM : "Reps of other pools",
                    ableOthers,
                    entered.text(REP)),
                reason("Why?", entered),
                submit("Give it"));
    return ask(
        "Give " + PageParts.heading(lead) + " to whom?",
        List.of(
            form,
            unable.isEmpty()
                ? PageParts.NOTHING
                : section(
                    h2("Cannot take it now"),
                    ul(each(unable, t -> li(strong(t.rep().email()), text(" " + t.note()))))),
            takers.unlisted() == 0
                ? PageParts.NOTHING
                : p(takers.unlisted() + " more reps are not listed: salesops leads assign")));
  }

  /**
   * @param raisable reps with a capacity
   * @param until when the raise ends, in words
   */
  Page askRaise(List<Taker> raisable, String until, PostedForm entered) {
    if (raisable.isEmpty()) {
      return ask(
          "Nobody's capacity can be raised",
          List.of(p("No rep of this lead's pools has a limit of open leads.")));
    }
    String only = raisable.size() == 1 ? raisable.getFirst().rep().email() : "";
    String chosen = entered.text(REP).isEmpty() ? only : entered.text(REP);
    return ask(
        "Make room for " + PageParts.heading(lead),
        List.of(
            form()
                .withMethod("post")
                .attr("novalidate")
                .with(
                    seenField(),
                    choices("Whose open leads may be more?", raisable, chosen),
                    div(
                            label("Open leads at a time").withFor(CAPACITY),
                            input()
                                .withType("number")
                                .withId(CAPACITY)
                                .withName(CAPACITY)
                                .withMin("1")
                                .withMax(Integer.toString(Limits.CAPACITY_MAX))
                                .withValue(entered.text(CAPACITY))
                                .attr("aria-describedby", said == null ? HINT : SAID + " " + HINT)
                                .isRequired(),
                            p("It counts until " + until + ", then the settings count again.")
                                .withId(HINT)
                                .withClass("hint"))
                        .withClass("field"),
                    submit("Raise it")),
            p("Leads that wait are tried again at once.").withClass("quiet")));
  }

  /** What was done by this link, whenever it was. */
  Page done(String heading, String... sentences) {
    List<DomContent> content = new ArrayList<>(about());
    content.addFirst(div().with(Stream.of(sentences).map(s -> p(s)).toList()).withClass("done"));
    return Page.ok("done", heading, content);
  }

  /** Why the lead cannot be returned by this link any more. */
  Page overtaken(String sentence) {
    List<DomContent> content = new ArrayList<>(about());
    content.addFirst(p(sentence));
    return new Page(409, "overtaken", "Nothing to return", content);
  }

  private Page ask(String heading, List<DomContent> question) {
    List<DomContent> content = new ArrayList<>();
    String wrong = said;
    if (wrong != null) {
      // As an alert and in focus, so that it is heard first.
      content.add(
          div(p(PageParts.sentence(wrong)).withId(SAID))
              .withClass("summary")
              .withTabindex(-1)
              .attr("role", "alert")
              .attr("autofocus"));
    }
    content.add(parts.summary(lead));
    content.add(parts.standing(lead, reader));
    content.addAll(question);
    content.add(parts.history(lead));
    return wrong == null
        ? Page.ok("asked", heading, content)
        : new Page(422, "refused", heading, content);
  }

  private List<DomContent> about() {
    return List.of(parts.summary(lead), parts.standing(lead, reader), parts.history(lead));
  }

  private DomContent seenField() {
    return input().withType("hidden").withName(SEEN).withValue(seen);
  }

  private DomContent reason(String question, PostedForm entered) {
    return div(
            label(question).withFor(REASON),
            input()
                .withType("text")
                .withId(REASON)
                .withName(REASON)
                .withValue(entered.text(REASON))
                .withMaxlength(Integer.toString(RoutingOperation.REASON_MAX))
                .condAttr(said != null, "aria-describedby", SAID)
                .attr("autocomplete", "off")
                .isRequired())
        .withClass("field");
  }

  private static DomContent choices(String question, List<Taker> takers, String chosen) {
    return takers.isEmpty()
        ? PageParts.NOTHING
        : fieldset(
            legend(question),
            each(
                takers,
                taker ->
                    label(
                            input()
                                .withType("radio")
                                .withName(REP)
                                .withValue(taker.rep().email())
                                .withCondChecked(taker.rep().email().equals(chosen))
                                .isRequired(),
                            span(
                                strong(taker.rep().shortName()),
                                span(" " + taker.note()).withClass("quiet")))
                        .withClass("choice")));
  }

  private static DomContent submit(String words) {
    return p(button(words).withType("submit"));
  }
}
