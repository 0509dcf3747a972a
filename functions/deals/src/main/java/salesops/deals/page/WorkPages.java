package salesops.deals.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.fieldset;
import static j2html.TagCreator.form;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.legend;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.deals.deal.DealField;
import salesops.deals.lead.LeadWork;
import salesops.model.deal.Activity;
import salesops.model.deal.Deal;
import salesops.model.settings.DealRules.Stage;
import salesops.model.settings.Settings;
import salesops.pages.Page;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.PostedForm;

/**
 * Pages that ask before something is done about a lead or deal, and say what was done. A form posts
 * to the address of its page, so that the permission in it is all that counts.
 *
 * @param reader email address of the person the link was sent to
 * @param said what went wrong with the last try; absent: nothing
 */
record WorkPages(Settings settings, String reader, @Nullable String said) {
  static final String KIND = "kind";
  static final String NOTE = "note";
  static final String REASON = "reason";
  static final String STAGE = "stage";

  /** Fields of a deal that forms ask for. */
  static final List<DealField> ASKED =
      List.of(DealField.AMOUNT, DealField.EXPECTED_CLOSE, DealField.PRODUCTS, DealField.DISCOUNT);

  private static final String SAID = "said";

  private static final Map<DealField, String> LABELS =
      Map.of(
          DealField.AMOUNT, "Amount",
          DealField.EXPECTED_CLOSE, "Expected close date",
          DealField.PRODUCTS, "Products",
          DealField.DISCOUNT, "Discount in percent",
          DealField.CLOSED, "Close date");

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

  /** A link to what may be done next. */
  record Next(String words, String address) {}

  static String labelOf(DealField field) {
    return Objects.requireNonNullElse(LABELS.get(field), field.jsonName());
  }

  Page askLead(Action action, LeadWork lead, PostedForm entered) {
    String heading =
        switch (action) {
          case CONTACTED -> "How did you contact them?";
          case QUALIFY -> "Is this lead qualified?";
          case DISQUALIFY -> "Why isn't it a fit?";
          default -> "Open a deal";
        };
    List<DomContent> fields = new ArrayList<>();
    String submit =
        switch (action) {
          case CONTACTED -> {
            fields.add(
                choices(
                    "Contact",
                    KIND,
                    Stream.of(Activity.Kind.values())
                        .filter(Activity.Kind::isContact)
                        .map(k -> k.name().toLowerCase(Locale.ROOT))
                        .toList(),
                    entered.text(KIND).isEmpty() ? "call" : entered.text(KIND)));
            fields.add(field("Note (optional)", NOTE, "text", entered.text(NOTE), false));
            yield "Mark as contacted";
          }
          case QUALIFY -> "Yes, it's qualified";
          case DISQUALIFY -> {
            fields.add(reason(settings.deals().disqualifiedReasons(), entered));
            yield "Not a fit";
          }
          default -> {
            fields.addAll(dealFields(null, entered));
            yield "Open deal";
          }
        };
    return ask(heading, p(lead.summary()).withClass("lead"), fields, submit);
  }

  Page askDeal(Action action, Deal deal, LocalDate today, PostedForm entered) {
    List<DomContent> fields = new ArrayList<>();
    String heading;
    String submit;
    switch (action) {
      case MOVE_DEAL -> {
        heading = "Move to which stage?";
        submit = "Move deal";
        fields.add(
            choices(
                "Stage",
                STAGE,
                settings.deals().stages().stream().map(Stage::name).toList(),
                entered.text(STAGE).isEmpty() ? deal.stage() : entered.text(STAGE)));
        fields.addAll(dealFields(deal, entered));
      }
      case WIN_DEAL -> {
        heading = "Won?";
        submit = "Mark as won";
        fields.addAll(dealFields(deal, entered));
        String closed = entered.text(DealField.CLOSED.jsonName());
        fields.add(
            field(
                labelOf(DealField.CLOSED),
                DealField.CLOSED.jsonName(),
                "date",
                closed.isEmpty() ? today.toString() : closed,
                true));
      }
      default -> {
        heading = "Why was it lost?";
        submit = "Mark as lost";
        fields.add(reason(settings.deals().lostReasons(), entered));
      }
    }
    return ask(heading, dealSummary(deal), fields, submit);
  }

  Page leadDone(Action action, LeadWork lead, List<Next> next) {
    String sentence =
        switch (action) {
          case CONTACTED -> "Your contact is logged.";
          case QUALIFY -> "This lead is qualified.";
          case DISQUALIFY ->
              "This lead is marked as not a fit"
                  + (lead.nurture() == null
                      ? "."
                      : " and comes back on " + DAY.format(lead.nurture().dueOn()) + ".");
          default ->
              "The deal is open" + (lead.dealId() == null ? "." : ": " + lead.dealId() + ".");
        };
    return done(p(lead.summary()).withClass("lead"), sentence, next);
  }

  Page dealDone(Action action, Deal deal, List<Next> next) {
    String sentence =
        switch (action) {
          case MOVE_DEAL -> "The deal is in stage " + deal.stage() + ".";
          case WIN_DEAL -> "The deal is won. Congratulations!";
          default ->
              "The deal is lost" + (deal.reason().isEmpty() ? "." : ": " + deal.reason() + ".");
        };
    return done(dealSummary(deal), sentence, next);
  }

  private static DomContent dealSummary(Deal deal) {
    String account = deal.account().equals(deal.name()) ? "" : " · " + deal.account();
    return p(deal.name() + account + " · " + deal.amount().text() + " · " + deal.stage())
        .withClass("lead");
  }

  private Page done(DomContent about, String sentence, List<Next> next) {
    List<DomContent> content = new ArrayList<>();
    content.add(div(p(sentence)).withClass("done"));
    content.add(about);
    if (!next.isEmpty()) {
      content.add(
          p(each(next, step -> a(step.words()).withHref(step.address()).withClass("button")))
              .withClass("steps"));
    }
    return Page.ok("done", "Done", content);
  }

  private Page ask(String heading, DomContent about, List<DomContent> fields, String submit) {
    List<DomContent> content = new ArrayList<>();
    String wrong = said;
    if (wrong != null) {
      // As an alert and in focus, so that it is heard first.
      content.add(
          div(p(wrong).withId(SAID))
              .withClass("summary")
              .withTabindex(-1)
              .attr("role", "alert")
              .attr("autofocus"));
    }
    content.add(about);
    content.add(
        form()
            .withMethod("post")
            .attr("novalidate")
            .with(fields)
            .with(p(button(submit).withType("submit"))));
    return wrong == null
        ? Page.ok("asked", heading, content)
        : new Page(422, "refused", heading, content);
  }

  private List<DomContent> dealFields(@Nullable Deal deal, PostedForm entered) {
    List<DomContent> fields = new ArrayList<>();
    for (DealField field : ASKED) {
      String typed = entered.text(field.jsonName());
      fields.add(
          field(
              labelOf(field)
                  + (field == DealField.AMOUNT
                      ? " in "
                          + (deal == null
                              ? settings.company().currency()
                              : deal.amount().currency())
                      : ""),
              field.jsonName(),
              field == DealField.EXPECTED_CLOSE ? "date" : "text",
              typed.isEmpty() && deal != null ? value(deal, field) : typed,
              false));
    }
    return fields;
  }

  private static String value(Deal deal, DealField field) {
    return switch (field) {
      case AMOUNT -> deal.amount().minor() == 0 ? "" : deal.amount().decimal();
      case EXPECTED_CLOSE -> deal.expectedClose() == null ? "" : deal.expectedClose().toString();
      case PRODUCTS ->
          String.join(
              "; ",
              deal.products().stream()
                  .map(
                      line ->
                          line.amount() == null
                              ? line.product()
                              : line.product() + "=" + line.amount().decimal())
                  .toList());
      case DISCOUNT -> deal.discountPercent() == 0 ? "" : Integer.toString(deal.discountPercent());
      default -> "";
    };
  }

  private DomContent reason(List<String> reasons, PostedForm entered) {
    return reasons.isEmpty()
        ? field("Reason", REASON, "text", entered.text(REASON), true)
        : choices("Reason", REASON, reasons, entered.text(REASON));
  }

  private DomContent field(String words, String name, String type, String value, boolean required) {
    return div(
            label(words).withFor(name),
            input()
                .withType(type)
                .withId(name)
                .withName(name)
                .withValue(value)
                .withMaxlength("400")
                .condAttr(name.equals(DealField.AMOUNT.jsonName()), "inputmode", "decimal")
                .condAttr(said != null, "aria-describedby", SAID)
                .attr("autocomplete", "off")
                .withCondRequired(required))
        .withClass("field");
  }

  private static DomContent choices(
      String question, String name, List<String> values, String chosen) {
    return fieldset(
        legend(question),
        each(
            values,
            value ->
                label(
                        input()
                            .withType("radio")
                            .withName(name)
                            .withValue(value)
                            .withCondChecked(value.equals(chosen))
                            .isRequired(),
                        span(value))
                    .withClass("choice")));
  }
}
