package salesops.routing;

import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.model.RepId;
import salesops.model.settings.Limits;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.pages.Page;
import salesops.routing.LeadRecord.Deed;
import salesops.routing.LeadRecord.Past;
import salesops.routing.Takers.Taker;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.http.PostedForm;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;
import salesops.runtime.operations.RefusedException;

/**
 * What happens when somebody follows a link to a lead: opening it asks, posting does the one thing
 * it is good for, once. What was done is read back from the lead's record, so a second post and a
 * lost answer say the same.
 */
final class FollowLink {
  /**
   * When no further ten held leads are tried, which may take 12 s; the function is stopped after 20
   * s, and the one-minute schedule goes on.
   */
  private static final Duration RETRIES_MAX = Duration.ofSeconds(3);

  private static final PostedForm NOTHING = new PostedForm(Map.of());

  private final Parts parts;
  private final FindLead findLead;
  private final ExplainLead explainLead;
  private final ChangeLead changeLead;
  private final RetryHeldLeads retryHeldLeads;
  private final ActionLinks links;

  FollowLink(Parts parts, ChangeLead changeLead, ActionLinks links) {
    this.parts = parts;
    this.findLead = new FindLead(parts.store(), parts.rulebooks());
    this.explainLead = new ExplainLead(parts.store(), parts.rulebooks());
    this.changeLead = changeLead;
    this.retryHeldLeads =
        new RetryHeldLeads(parts.store(), parts.routeLeads(), parts.clock(), RETRIES_MAX);
    this.links = links;
  }

  /**
   * The lead's page for somebody who may see all leads, with a link to return it. That one names
   * the assignment it was made for, so it is the same each time the page is opened, and returns
   * nothing that came later.
   *
   * @param reader who it is, as it is kept with what is done; absent: nobody known, who gets no
   *     link
   */
  Page show(String lead, Optional<String> reader) {
    return findLead
        .find(lead)
        .map(found -> show(found.record(), reader))
        .orElseGet(() -> Page.sorry(404, "unknownLead", "There is no such lead"));
  }

  private Page show(LeadRecord record, Optional<String> reader) {
    List<DomContent> steps =
        reader.filter(who -> owner(record).isPresent()).map(who -> returning(record, who)).stream()
            .toList();
    return LeadPage.of(
        pageParts(reader.orElse("")), explainLead.explain(record), reader.orElse(null), steps);
  }

  private DomContent returning(LeadRecord record, String reader) {
    Action action = isOwner(record, reader) ? Action.RETURN : Action.RETURN_FOR_OWNER;
    return step("Return this lead…", action, record, reader);
  }

  /** What the reader of the page behind a link may do next: the owner, and managers. */
  private List<DomContent> steps(LeadRecord record, String reader) {
    List<DomContent> steps = new ArrayList<>();
    if (isOwner(record, reader)) {
      steps.add(step("Return this lead…", Action.RETURN, record, reader));
    }
    boolean held = record.state() == LeadRecord.State.HELD;
    if (isManager(reader) && (held || owner(record).isPresent())) {
      steps.add(step("Give it to…", Action.GIVE, record, reader));
      if (held && isForLackOfRoom(record) && !raisable(record).isEmpty()) {
        steps.add(step("Raise capacity…", Action.RAISE_CAPACITY, record, reader));
      }
    }
    return steps;
  }

  private DomContent step(String words, Action action, LeadRecord record, String reader) {
    // A raise leaves the assignment as it is, and may not be the last that the lead needs.
    String linkId =
        action == Action.RAISE_CAPACITY
            ? Digests.of(linkId(record, reader), Integer.toString(record.deeds().size()))
            : linkId(record, reader);
    return LeadPage.step(
        words, links.to(new Permission(action, record.leadId().value(), reader, linkId)));
  }

  private static boolean isForLackOfRoom(LeadRecord record) {
    return ListHeldLeads.Waiting.of(record).reason().equals("POOL_FULL");
  }

  private boolean isManager(String reader) {
    return parts.rulebooks().current().settings().teams().stream()
        .anyMatch(team -> team.manager().email().equalsIgnoreCase(reader));
  }

  /** Names the assignment that a lead's page showed, and to whom. */
  private static String linkId(LeadRecord record, String reader) {
    return Digests.of(
        "lead page", record.leadId().value(), Integer.toString(record.assignmentSeq()), reader);
  }

  /** The page behind a link; changes nothing, since previews open links too. */
  Page open(Permission link) {
    return page(link, NOTHING, null);
  }

  /** Does what the link is good for, unless it was done. */
  Page post(Permission link, PostedForm form) {
    Optional<LeadRecord> before = record(link);
    if (before.isEmpty() || link.action() == Action.OPEN || isDone(before.get(), link)) {
      return open(link);
    }
    Answer answer;
    try {
      answer = act(before.get(), link, form);
    } catch (RefusedException e) {
      answer = e.refused();
    }
    return answer instanceof Refused refused ? page(link, form, refused.message()) : open(link);
  }

  private Answer act(LeadRecord record, Permission link, PostedForm form) {
    ChangeLead.Operation operation =
        switch (link.action()) {
          case RETURN ->
              new ReturnLead(new RepId(link.actor()), reason(form), link.actor(), link.linkId());
          case RETURN_FOR_OWNER ->
              new ReturnLead(
                  assigned(record, link)
                      .orElseThrow(
                          () -> RefusedException.invalid("somebody else has this lead now")),
                  reason(form),
                  link.actor(),
                  link.linkId());
          case GIVE ->
              new AssignLead(taker(record, form), reason(form), link.actor(), link.linkId());
          case RAISE_CAPACITY -> raise(record, link, form);
          case OPEN,
              RELEASE,
              CONTACTED,
              QUALIFY,
              DISQUALIFY,
              OPEN_DEAL,
              MOVE_DEAL,
              WIN_DEAL,
              LOSE_DEAL ->
              throw new IllegalStateException("nothing to do");
        };
    Answer answer =
        changeLead.change(link.subject(), new IfStill(form.text(ActionPages.SEEN), operation));
    if (link.action() == Action.RAISE_CAPACITY && !(answer instanceof Refused)) {
      retryHeldLeads.run();
    }
    return answer;
  }

  /** As listed on the page; who became full since is refused. */
  private RepId taker(LeadRecord record, PostedForm form) {
    RepId rep = chosen(form);
    Taker taker = takers(record).taker(rep).orElseThrow(FollowLink::notListed);
    if (!taker.able()) {
      throw RefusedException.invalid(rep + " cannot take it now: " + taker.note());
    }
    return rep;
  }

  private RaiseCapacity raise(LeadRecord record, Permission link, PostedForm form) {
    RepId rep = chosen(form);
    if (raisable(record).stream().noneMatch(taker -> taker.rep().equals(rep))) {
      throw notListed();
    }
    return new RaiseCapacity(
        rep,
        new Raise(
            form.number(ActionPages.CAPACITY, Limits.CAPACITY_MAX), raisedUntil(), link.actor()),
        link.linkId());
  }

  private static String reason(PostedForm form) {
    if (form.text(ActionPages.REASON).isEmpty()) {
      throw RefusedException.invalid("please say why");
    }
    return Given.line(
        ActionPages.REASON, form.values().get(ActionPages.REASON), RoutingOperation.REASON_MAX);
  }

  private static RepId chosen(PostedForm form) {
    try {
      return new RepId(form.text(ActionPages.REP));
    } catch (IllegalArgumentException e) {
      throw notListed();
    }
  }

  private static RefusedException notListed() {
    return RefusedException.invalid("choose a rep of the list");
  }

  private Instant raisedUntil() {
    return Raise.usualEnd(parts.clock().instant());
  }

  private Optional<LeadRecord> record(Permission link) {
    return findLead.find(link.subject()).map(FindLead.Found::record);
  }

  private Takers takers(LeadRecord record) {
    return Takers.of(record, parts.rulebooks().current(), parts.store(), parts.clock().instant());
  }

  private List<Taker> raisable(LeadRecord record) {
    return takers(record).pool().stream().filter(taker -> taker.capacity() != null).toList();
  }

  private static Optional<Past> returned(LeadRecord record, Permission link) {
    return record.past().stream()
        .filter(past -> past.how() == Past.Ended.RETURNED && link.linkId().equals(past.via()))
        .findFirst();
  }

  private static Optional<Deed> deed(LeadRecord record, Permission link) {
    return switch (link.action()) {
      case GIVE -> record.deed(Deed.What.GIVEN, link.linkId());
      case RAISE_CAPACITY -> record.deed(Deed.What.CAPACITY_RAISED, link.linkId());
      case OPEN,
          RETURN,
          RETURN_FOR_OWNER,
          RELEASE,
          CONTACTED,
          QUALIFY,
          DISQUALIFY,
          OPEN_DEAL,
          MOVE_DEAL,
          WIN_DEAL,
          LOSE_DEAL ->
          Optional.empty();
    };
  }

  private static boolean isDone(LeadRecord record, Permission link) {
    return switch (link.action()) {
      case RETURN, RETURN_FOR_OWNER -> returned(record, link).isPresent();
      case OPEN,
          GIVE,
          RAISE_CAPACITY,
          RELEASE,
          CONTACTED,
          QUALIFY,
          DISQUALIFY,
          OPEN_DEAL,
          MOVE_DEAL,
          WIN_DEAL,
          LOSE_DEAL ->
          deed(record, link).isPresent();
    };
  }

  /** The lead as it is now, and what the link says of it. */
  private Page page(Permission link, PostedForm entered, @Nullable String said) {
    return record(link)
        .map(record -> page(record, link, entered, said))
        .orElseGet(
            () ->
                Page.sorry(
                    404,
                    "unknownLead",
                    "This lead is not here",
                    "There is no lead of this number in the suite."));
  }

  private Page page(LeadRecord record, Permission link, PostedForm entered, @Nullable String said) {
    PageParts pageParts = pageParts(link.actor());
    Explanation lead = explainLead.explain(record);
    ActionPages pages = new ActionPages(pageParts, lead, IfStill.mark(record), link.actor(), said);
    return switch (link.action()) {
      case OPEN -> LeadPage.of(pageParts, lead, link.actor(), steps(record, link.actor()));
      case RETURN ->
          returned(record, link)
              .map(
                  past ->
                      pages.done("Returned", "You returned this lead: “" + past.reason() + "”."))
              .orElseGet(() -> askReturn(record, link, pages, entered));
      case RETURN_FOR_OWNER ->
          returned(record, link)
              .map(
                  past ->
                      pages.done(
                          "Returned",
                          "You returned this lead for "
                              + past.rep()
                              + ": “"
                              + past.reason()
                              + "”."))
              .orElseGet(() -> askReturnFor(record, link, pages, entered));
      case GIVE ->
          deed(record, link)
              .map(
                  deed ->
                      pages.done(
                          "Given to " + deed.rep().shortName(),
                          "You gave this lead to " + deed.rep() + ": “" + deed.reason() + "”."))
              .orElseGet(() -> pages.askGive(takers(record), entered));
      case RAISE_CAPACITY ->
          deed(record, link)
              .map(deed -> pages.done("Room made", deed.rep() + ": " + deed.reason() + "."))
              .orElseGet(
                  () -> pages.askRaise(raisable(record), pageParts.moment(raisedUntil()), entered));
      case RELEASE, CONTACTED, QUALIFY, DISQUALIFY, OPEN_DEAL, MOVE_DEAL, WIN_DEAL, LOSE_DEAL ->
          Page.sorry(404, "unknownLink", "This link is not for leads with an owner");
    };
  }

  /** Times are in the reader's zone, as in messages. */
  private PageParts pageParts(String reader) {
    Settings settings = parts.rulebooks().current().settings();
    return new PageParts(
        settings.reps().stream()
            .filter(rep -> rep.id().email().equalsIgnoreCase(reader))
            .findFirst()
            .map(Rep::zoneId)
            .orElseGet(() -> settings.company().zoneId()));
  }

  private static Page askReturn(
      LeadRecord record, Permission link, ActionPages pages, PostedForm entered) {
    return isOwner(record, link.actor())
        ? pages.askReturn(entered)
        : pages.overtaken("You do not have this lead any more, so nothing was changed.");
  }

  private static Page askReturnFor(
      LeadRecord record, Permission link, ActionPages pages, PostedForm entered) {
    return assigned(record, link)
        .map(owner -> pages.askReturnFor(owner.email(), entered))
        .orElseGet(
            () ->
                pages.overtaken(
                    "Whoever had this lead then does not have it now, so nothing was changed."));
  }

  private static boolean isOwner(LeadRecord record, String who) {
    return owner(record).filter(owner -> owner.email().equalsIgnoreCase(who)).isPresent();
  }

  /** The owner, while that is still by the assignment which the lead's page showed. */
  private static Optional<RepId> assigned(LeadRecord record, Permission link) {
    return owner(record).filter(owner -> link.linkId().equals(linkId(record, link.actor())));
  }

  private static Optional<RepId> owner(LeadRecord record) {
    return record.state() == LeadRecord.State.ASSIGNED
        ? Optional.ofNullable(record.owner())
        : Optional.empty();
  }
}
