package salesops.deals.lead;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.lead.LeadAct.Author;
import salesops.deals.lead.LeadWork.Clock;
import salesops.deals.lead.LeadWork.Nurture;
import salesops.deals.lead.LeadWork.Owned;
import salesops.events.ActivityLogged;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadContacted;
import salesops.events.LeadDisqualified;
import salesops.events.LeadQualified;
import salesops.events.NurtureDue;
import salesops.events.ResponseOverdue;
import salesops.events.ResponseOverdue.Measure;
import salesops.model.Digests;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Activity;
import salesops.model.settings.Settings;
import salesops.model.settings.WorkingHours;

/** What each act makes of a lead: pure, from what is known of it, the settings and the time. */
public record LeadRules(Settings settings, Instant now) {
  /** How far ahead of Salesops's clock the time of an activity may be. */
  static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  /** When a lead comes back on its day, if its owner works then. */
  private static final LocalTime NURTURE_FROM = LocalTime.of(6, 0);

  /** The result of an act. */
  public sealed interface Result {
    /**
     * @param at when it happened
     * @param key unique among what happened at that time
     * @param events what it tells others
     */
    record Changed(LeadWork after, Instant at, String key, List<Event> events) implements Result {
      public Changed {
        events = List.copyOf(events);
      }
    }

    /** Nothing is to change: it happened before, or was overtaken. */
    record Unchanged() implements Result {}

    /**
     * @param code stable, such as {@code notOwner}
     */
    record Refused(String code, String message) implements Result {}
  }

  private static final Result UNCHANGED = new Result.Unchanged();

  /**
   * @param before absent: nothing is known of the lead yet
   */
  public Result apply(@Nullable LeadWork before, LeadAct act) {
    return switch (act) {
      case LeadAct.Assigned(LeadAssigned event) -> assigned(before, event);
      case LeadAct.Ended ended -> ended(before, ended);
      case LeadAct.Deed deed -> deed(before, deed);
      case LeadAct.DealLost(var deal, var reason) ->
          before == null || !deal.equals(before.dealId()) ? UNCHANGED : lost(before, reason);
      case LeadAct.DealRevived(var deal) ->
          before == null || !deal.equals(before.dealId()) || before.nurture() == null
              ? UNCHANGED
              : silent(before.change().nurture(null).reason("").make(), "revived");
      case LeadAct.Due() -> before == null ? UNCHANGED : due(before);
      case LeadAct.Recompute() -> before == null ? UNCHANGED : recompute(before);
    };
  }

  private Result assigned(@Nullable LeadWork before, LeadAssigned event) {
    if (before != null && event.assignmentSeq() <= before.assignmentSeq()) {
      return UNCHANGED;
    }
    LeadWork known = known(event, before);
    boolean over = known.endedSeq() >= event.assignmentSeq();
    Owned assignment = new Owned(event.rep(), event.assignmentSeq(), event.assignedAt(), null, 0);
    LeadState state =
        over
            ? known.leadState()
            : known.leadState() == LeadState.DEAL ? LeadState.DEAL : LeadState.ASSIGNED;
    Clock clock =
        state == LeadState.ASSIGNED && !over
            ? ResponseClock.of(settings, event.score().grade(), assignment, null).orElse(null)
            : null;
    return silent(
        known.change().assigned(assignment).state(state).clock(clock).nurture(null).make(),
        "assigned");
  }

  /** What the event says of the lead, with what was known before. */
  private static LeadWork known(LeadAssigned event, @Nullable LeadWork before) {
    Lead lead = event.lead();
    return new LeadWork(
        lead.leadId(),
        before == null ? 0 : before.step(),
        before == null ? LeadState.ASSIGNED : before.leadState(),
        before == null ? null : before.owner(),
        before == null ? 0 : before.assignmentSeq(),
        before == null ? 0 : before.endedSeq(),
        event.score().grade(),
        lead.summary(),
        lead.get(LeadField.COMPANY).orElse(""),
        lead.get(LeadField.EXTERNAL_ID).orElse(null),
        lead.submittedAt(),
        before == null ? "" : before.reason(),
        before == null ? null : before.dealId(),
        before == null ? null : before.clock(),
        before == null ? null : before.nurture(),
        before == null ? List.of() : before.owners(),
        before == null ? null : before.repliedAt(),
        before == null ? List.of() : before.done());
  }

  /** An end may overtake its beginning: then it is remembered until that comes. */
  private Result ended(@Nullable LeadWork before, LeadAct.Ended act) {
    LeadWork known = before == null ? unknown(act.leadId(), act.summary(), act.at()) : before;
    if (act.assignmentSeq() <= known.endedSeq()) {
      return UNCHANGED;
    }
    boolean current = act.assignmentSeq() >= known.assignmentSeq();
    LeadWork.Changed change = known.change().ended(act.assignmentSeq());
    if (current) {
      change.clock(null);
      if (act.returned() && known.leadState() != LeadState.DEAL) {
        change.state(LeadState.RETURNED);
      } else if (known.leadState().isWorked()) {
        change.state(LeadState.CLOSED);
      }
    }
    return silent(change.make(), "ended");
  }

  private static LeadWork unknown(LeadId lead, String summary, Instant at) {
    return new LeadWork(
        lead,
        0,
        LeadState.RETURNED,
        null,
        0,
        0,
        salesops.model.Grade.parse("D4"),
        summary,
        "",
        null,
        at,
        "",
        null,
        null,
        null,
        List.of(),
        null,
        List.of());
  }

  private Result deed(@Nullable LeadWork before, LeadAct.Deed deed) {
    Author author = deed.author();
    if (before == null || before.owners().isEmpty()) {
      return new Result.Refused(
          "unknownLead", "There is no such lead, or it was assigned only a moment ago. Try again.");
    }
    if (before.isDone(author.key())) {
      return UNCHANGED;
    }
    Optional<Owned> current = before.current();
    if (current.isEmpty() && !(deed instanceof LeadAct.Logged)) {
      return new Result.Refused(
          "notAssigned", "Nobody owns this lead now, so nothing was changed.");
    }
    RepId asRep = author.asRep();
    if (asRep != null && !mayAct(before, asRep)) {
      return new Result.Refused(
          "notOwner", "You don't own this lead anymore, so nothing was changed.");
    }
    return switch (deed) {
      case LeadAct.Logged(var who, Activity activity) -> logged(before, who, activity);
      case LeadAct.Qualified _ -> qualified(before, author);
      case LeadAct.Disqualified(var who, String reason) -> disqualified(before, who, reason);
      case LeadAct.DealOpened(var who, var dealId) -> {
        List<Event> events = new ArrayList<>();
        LeadWork.Changed change = before.change();
        contact(before, change, now, who, events);
        yield new Result.Changed(
            change.state(LeadState.DEAL).deal(dealId).nurture(null).done(who.key()).make(),
            now,
            who.key(),
            events);
      }
    };
  }

  /** The owner, and the manager of the owner's team. */
  private boolean mayAct(LeadWork lead, RepId who) {
    RepId owner = lead.owner();
    return owner != null && settings.mayActFor(owner, who);
  }

  private Result logged(LeadWork before, Author author, Activity activity) {
    if (activity.at().isAfter(now.plus(AHEAD_MAX))) {
      return new Result.Refused("invalid", "The activity's time is in the future.");
    }
    List<Event> events = new ArrayList<>();
    events.add(
        new ActivityLogged(
            Digests.of(author.key()),
            before.leadId(),
            null,
            activity,
            author.way(),
            author.by(),
            now));
    LeadWork.Changed change = before.change().done(author.key());
    if (activity.kind() == Activity.Kind.REPLY) {
      change.replied(activity.at());
    }
    if (activity.kind().isContact() && before.owner() != null) {
      contact(before, change, activity.at(), author, events);
      if (before.leadState() == LeadState.ASSIGNED) {
        change.state(LeadState.CONTACTED);
      }
    }
    if (activity.kind() == Activity.Kind.MEETING && before.leadState() == LeadState.QUALIFIED) {
      change.state(LeadState.MEETING);
    }
    return new Result.Changed(change.make(), activity.at(), author.key(), events);
  }

  private Result qualified(LeadWork before, Author author) {
    if (before.leadState() == LeadState.QUALIFIED) {
      return UNCHANGED;
    }
    List<Event> events = new ArrayList<>();
    LeadWork.Changed change = before.change().done(author.key());
    contact(before, change, now, author, events);
    LeadWork after = change.state(LeadState.QUALIFIED).reason("").nurture(null).make();
    events.add(new LeadQualified(after.worked(), author.way(), author.by(), now));
    return new Result.Changed(after, now, author.key(), events);
  }

  private Result disqualified(LeadWork before, Author author, String reason) {
    if (before.leadState() == LeadState.DISQUALIFIED) {
      return UNCHANGED;
    }
    List<String> reasons = settings.deals().disqualifiedReasons();
    if (!reasons.isEmpty() && !reasons.contains(reason)) {
      return new Result.Refused(
          "invalid", "The reason must be one of: " + String.join(", ", reasons));
    }
    Nurture nurture = nurture(before, settings.deals().recontactDisqualifiedDays());
    LeadWork after =
        before
            .change()
            .done(author.key())
            .state(LeadState.DISQUALIFIED)
            .reason(reason)
            .clock(null)
            .nurture(nurture)
            .make();
    return new Result.Changed(
        after,
        now,
        author.key(),
        List.of(
            new LeadDisqualified(
                after.worked(),
                reason,
                author.way(),
                author.by(),
                now,
                nurture == null ? null : nurture.dueOn())));
  }

  /** Answers the response clock by the owner's first contact; later ones change nothing. */
  private void contact(
      LeadWork before, LeadWork.Changed change, Instant at, Author author, List<Event> events) {
    Optional<Owned> current = before.current();
    change.clock(null);
    if (current.isEmpty() || current.get().contactedAt() != null) {
      return;
    }
    Owned assignment = current.get();
    Duration working =
        ResponseClock.working(settings, assignment.rep(), assignment.assignedAt(), at);
    Owned answered =
        new Owned(
            assignment.rep(),
            assignment.assignmentSeq(),
            assignment.assignedAt(),
            at,
            working.toSeconds());
    change.contacted(answered);
    events.add(
        new LeadContacted(
            nextStep(before),
            at,
            author.way(),
            author.by(),
            seconds(before.submittedAt(), assignment.assignedAt()),
            answered.elapsed().orElse(Duration.ZERO).toSeconds(),
            working.toSeconds()));
  }

  private static salesops.model.Worked nextStep(LeadWork before) {
    return before.change().make().worked();
  }

  private static long seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toSeconds());
  }

  private Result lost(LeadWork before, String reason) {
    Nurture nurture = nurture(before, settings.deals().recontactLostDays());
    return silent(before.change().reason(reason).nurture(nurture).make(), "lost " + now);
  }

  private @Nullable Nurture nurture(LeadWork lead, @Nullable Integer days) {
    if (days == null || lead.owners().isEmpty()) {
      return null;
    }
    RepId owner = lead.owners().getLast().rep();
    LocalDate dueOn = LocalDate.ofInstant(now, settings.zoneOf(owner)).plusDays(days);
    Instant morning = dueOn.atTime(NURTURE_FROM).atZone(settings.zoneOf(owner)).toInstant();
    return new Nurture(
        dueOn,
        settings
            .rep(owner)
            .flatMap(r -> WorkingHours.nextOpen(r, settings, morning))
            .orElse(morning));
  }

  private Result due(LeadWork before) {
    Clock clock = before.clock();
    if (clock != null) {
      return clock.dueAt().isAfter(now) ? UNCHANGED : overdue(before, clock);
    }
    Nurture nurture = before.nurture();
    if (nurture == null || nurture.dueAt().isAfter(now)) {
      return UNCHANGED;
    }
    LeadWork after = before.change().state(LeadState.NURTURED).nurture(null).make();
    return new Result.Changed(
        after,
        now,
        "nurture " + after.step(),
        List.of(new NurtureDue(after.worked(), nurture.dueOn(), before.reason(), now)));
  }

  private Result overdue(LeadWork before, Clock clock) {
    Optional<Owned> current = before.current();
    if (current.isEmpty()) {
      return silent(before.change().clock(null).make(), "stopped");
    }
    Clock next =
        ResponseClock.of(settings, before.grade(), current.get(), clock.measure()).orElse(null);
    LeadWork after = before.change().clock(next).make();
    int allowed = ResponseClock.minutes(settings, before.grade(), clock.measure());
    if (allowed == 0) { // the settings have no such measure anymore
      return silent(after, "stopped");
    }
    return new Result.Changed(
        after,
        now,
        "overdue " + after.step(),
        List.of(
            new ResponseOverdue(
                after.worked(),
                clock.measure(),
                current.get().assignedAt(),
                clock.dueAt(),
                allowed,
                ResponseClock.minutes(settings, before.grade(), Measure.REASSIGN))));
  }

  private Result recompute(LeadWork before) {
    Clock clock = before.clock();
    Optional<Owned> current = before.current();
    if (clock == null || current.isEmpty()) {
      return UNCHANGED;
    }
    Measure taken = previous(clock.measure());
    Optional<Clock> next = ResponseClock.of(settings, before.grade(), current.get(), taken);
    return next.isPresent() && next.get().equals(clock)
        ? UNCHANGED
        : silent(before.change().clock(next.orElse(null)).make(), "recomputed");
  }

  private static @Nullable Measure previous(Measure measure) {
    return switch (measure) {
      case REMIND -> null;
      case TELL_MANAGER -> Measure.REMIND;
      case REASSIGN -> Measure.TELL_MANAGER;
    };
  }

  /** A change that nobody else is told of. */
  private Result silent(LeadWork after, String key) {
    return new Result.Changed(after, now, key, List.of());
  }
}
