package salesops.deals.page;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.deals.deal.ChangeDeal;
import salesops.deals.deal.ChangeDeal.Outcome;
import salesops.deals.deal.ChangeDeal.Terms;
import salesops.deals.deal.DealEdit;
import salesops.deals.deal.DealField;
import salesops.deals.deal.DealRecord;
import salesops.deals.lead.LeadAct;
import salesops.deals.lead.LeadRules.Result;
import salesops.deals.lead.LeadWork;
import salesops.deals.lead.WorkLead;
import salesops.deals.store.Head;
import salesops.model.Digests;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Activity;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.model.settings.Settings;
import salesops.pages.Page;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.http.PostedForm;
import salesops.runtime.operations.RefusedException;

/**
 * What happens when a rep follows a link to work on a lead or deal: opening it asks, posting does
 * the one thing it is good for, once.
 */
public final class FollowWorkLink {
  private final WorkLead workLead;
  private final ChangeDeal changeDeal;
  private final ActionLinks links;

  public FollowWorkLink(WorkLead workLead, ChangeDeal changeDeal, ActionLinks links) {
    this.workLead = workLead;
    this.changeDeal = changeDeal;
    this.links = links;
  }

  /** The page behind a link; changes nothing, since previews open links too. */
  public Page open(Permission link, Settings settings) {
    return page(link, settings, new PostedForm(Map.of()), null);
  }

  /** Does what the link is good for, unless it was done. */
  public Page post(Permission link, Settings settings, PostedForm form) {
    Optional<String> refused;
    try {
      refused = act(link, settings, form);
    } catch (RefusedException e) {
      refused = Optional.of(e.getMessage());
    }
    return page(link, settings, form, refused.orElse(null));
  }

  private Page page(Permission link, Settings settings, PostedForm entered, @Nullable String said) {
    return switch (link.action()) {
      case MOVE_DEAL, WIN_DEAL, LOSE_DEAL -> dealPage(link, settings, entered, said);
      default -> leadPage(link, settings, entered, said);
    };
  }

  private Page leadPage(
      Permission link, Settings settings, PostedForm entered, @Nullable String said) {
    Optional<LeadWork> work = lead(link);
    if (work.isEmpty()) {
      return Page.sorry(
          404, "unknownLead", "Lead not found", "It was assigned only a moment ago. Try again.");
    }
    WorkPages pages = new WorkPages(settings, link.actor(), said);
    return work.get().isDone(link.linkId())
        ? pages.leadDone(link.action(), work.get(), nextSteps(work.get(), link))
        : pages.askLead(link.action(), work.get(), entered);
  }

  /** What the owner may do next, by links of their own. */
  private List<WorkPages.Next> nextSteps(LeadWork work, Permission link) {
    return switch (work.leadState()) {
      case CONTACTED, MEETING ->
          List.of(
              next("Qualified…", Action.QUALIFY, work.leadId().value(), link, work.step()),
              next("Not a fit…", Action.DISQUALIFY, work.leadId().value(), link, work.step()));
      case QUALIFIED ->
          List.of(next("Open a deal…", Action.OPEN_DEAL, work.leadId().value(), link, work.step()));
      case DEAL ->
          Stream.ofNullable(work.dealId())
              .flatMap(id -> changeDeal.find(id).stream())
              .map(head -> head.state().deal())
              .flatMap(deal -> dealSteps(deal, link).stream())
              .toList();
      default -> List.of();
    };
  }

  private List<WorkPages.Next> dealSteps(Deal deal, Permission link) {
    String id = deal.dealId().value();
    return deal.state() == Deal.State.OPEN
        ? List.of(
            next("Stage…", Action.MOVE_DEAL, id, link, deal.version()),
            next("Won…", Action.WIN_DEAL, id, link, deal.version()),
            next("Lost…", Action.LOSE_DEAL, id, link, deal.version()))
        : List.of();
  }

  private WorkPages.Next next(
      String words, Action action, String subject, Permission link, int version) {
    String linkId =
        Digests.of("work page", action.name(), subject, Integer.toString(version), link.actor());
    return new WorkPages.Next(
        words, links.to(new Permission(action, subject, link.actor(), linkId)));
  }

  private Page dealPage(
      Permission link, Settings settings, PostedForm entered, @Nullable String said) {
    Optional<DealRecord> record = deal(link);
    if (record.isEmpty()) {
      return Page.sorry(404, "unknownDeal", "Deal not found", "There is no such deal.");
    }
    WorkPages pages = new WorkPages(settings, link.actor(), said);
    Deal deal = record.get().deal();
    return record.get().isDone(link.linkId())
        ? pages.dealDone(link.action(), deal, dealSteps(deal, link))
        : pages.askDeal(link.action(), deal, today(settings, link), entered);
  }

  /** Why it was not done; empty when it was. */
  private Optional<String> act(Permission link, Settings settings, PostedForm form) {
    return switch (link.action()) {
      case CONTACTED ->
          lead(
              link,
              settings,
              new LeadAct.Logged(
                  author(link),
                  new Activity(contact(form), null, rep(link), now(), false, note(form))));
      case QUALIFY -> lead(link, settings, new LeadAct.Qualified(author(link)));
      case DISQUALIFY ->
          lead(
              link,
              settings,
              new LeadAct.Disqualified(author(link), required(form, WorkPages.REASON, "a reason")));
      case OPEN_DEAL -> openDeal(link, settings, form);
      case MOVE_DEAL -> {
        Map<DealField, String> fields = dealFields(form, false);
        fields.put(DealField.STAGE, required(form, WorkPages.STAGE, "a stage"));
        yield deal(new DealId(link.subject()), fields, known(link), link, settings);
      }
      case WIN_DEAL -> {
        Map<DealField, String> fields = dealFields(form, true);
        fields.put(DealField.STAGE, Deal.WON);
        fields.putIfAbsent(DealField.CLOSED, today(settings, link).toString());
        yield deal(new DealId(link.subject()), fields, known(link), link, settings);
      }
      case LOSE_DEAL -> {
        Map<DealField, String> fields = new EnumMap<>(DealField.class);
        fields.put(DealField.STAGE, Deal.LOST);
        fields.put(
            DealField.REASON,
            canonical(DealField.REASON, required(form, WorkPages.REASON, "a reason")));
        fields.put(DealField.CLOSED, today(settings, link).toString());
        yield deal(new DealId(link.subject()), fields, known(link), link, settings);
      }
      case OPEN, RETURN, RETURN_FOR_OWNER, GIVE, RAISE_CAPACITY, RELEASE ->
          throw new IllegalStateException("not a link to work");
    };
  }

  private Optional<String> lead(Permission link, Settings settings, LeadAct act) {
    return workLead.act(new LeadId(link.subject()), act, settings, null)
            instanceof Result.Refused(String _, String message)
        ? Optional.of(message)
        : Optional.empty();
  }

  private Optional<String> openDeal(Permission link, Settings settings, PostedForm form) {
    Optional<LeadWork> work = lead(link);
    if (work.isEmpty()) {
      return Optional.empty(); // its page says so
    }
    Map<DealField, String> fields = dealFields(form, false);
    fields.put(DealField.LEAD, link.subject());
    fields.put(DealField.STAGE, settings.deals().stages().getFirst().name());
    DealRecord.fill(fields, work.get().owner(), work.get().company());
    fields.putIfAbsent(DealField.NAME, canonical(DealField.NAME, work.get().summary()));
    return deal(
        DealRecord.idOf(link.linkId()),
        fields,
        new Terms(true, true, rep(link), link.linkId()),
        link,
        settings);
  }

  private static Terms known(Permission link) {
    return Terms.ofKnown(rep(link), link.linkId());
  }

  private Optional<String> deal(
      DealId id, Map<DealField, String> fields, Terms terms, Permission link, Settings settings) {
    return changeDeal.change(
                new DealEdit(id, now(), Way.SLACK, link.actor(), fields), terms, settings)
            instanceof Outcome.NotDone(var refused)
        ? Optional.of(refused.message())
        : Optional.empty();
  }

  /** Fields that were filled in; those left empty stay as they are. */
  private static Map<DealField, String> dealFields(PostedForm form, boolean closing) {
    Map<DealField, String> fields = new EnumMap<>(DealField.class);
    for (DealField field : WorkPages.ASKED) {
      String value = form.text(field.jsonName());
      if (!value.isEmpty()) {
        fields.put(field, canonical(field, value));
      }
    }
    String closed = closing ? form.text(DealField.CLOSED.jsonName()) : "";
    if (!closed.isEmpty()) {
      fields.put(DealField.CLOSED, canonical(DealField.CLOSED, closed));
    }
    return fields;
  }

  private static String canonical(DealField field, String value) {
    try {
      return field.canonical(value);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid(
          WorkPages.labelOf(field) + " " + e.getMessage() + ": “" + value + "”");
    }
  }

  private static String required(PostedForm form, String name, String what) {
    String value = form.text(name);
    if (value.isEmpty()) {
      throw RefusedException.invalid("Choose or enter " + what + ".");
    }
    return value;
  }

  private static Activity.Kind contact(PostedForm form) {
    String kind = form.text(WorkPages.KIND).toUpperCase(Locale.ROOT);
    return Stream.of(Activity.Kind.values())
        .filter(Activity.Kind::isContact)
        .filter(each -> each.name().equals(kind))
        .findFirst()
        .orElseThrow(() -> RefusedException.invalid("Choose how you contacted them."));
  }

  private static String note(PostedForm form) {
    String note = form.text(WorkPages.NOTE);
    if (note.length() > Activity.NOTE_MAX) {
      throw RefusedException.invalid(
          "The note must have at most " + Activity.NOTE_MAX + " characters.");
    }
    return note;
  }

  private static LeadAct.Author author(Permission link) {
    return new LeadAct.Author(Way.SLACK, link.actor(), rep(link), link.linkId());
  }

  private static RepId rep(Permission link) {
    return new RepId(link.actor());
  }

  private Optional<LeadWork> lead(Permission link) {
    return workLead.find(new LeadId(link.subject())).map(Head::state);
  }

  private Optional<DealRecord> deal(Permission link) {
    return changeDeal.find(new DealId(link.subject())).map(Head::state);
  }

  private LocalDate today(Settings settings, Permission link) {
    return LocalDate.ofInstant(now(), settings.zoneOf(rep(link)));
  }

  private Instant now() {
    return workLead.now();
  }
}
