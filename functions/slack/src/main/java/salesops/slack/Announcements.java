package salesops.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.events.ActivityLogged;
import salesops.events.DealChanged;
import salesops.events.DealLost;
import salesops.events.DealOpened;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.events.LeadContacted;
import salesops.events.LeadDisqualified;
import salesops.events.LeadQualified;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.LeadScored;
import salesops.events.LeadSubmitted;
import salesops.events.LeadUnassigned;
import salesops.events.NurtureDue;
import salesops.events.QuotaEvent;
import salesops.events.QuotaEvent.CommissionEarned;
import salesops.events.QuotaEvent.ContestClosed;
import salesops.events.QuotaEvent.CreditHeld;
import salesops.events.QuotaEvent.PaceReported;
import salesops.events.QuotaEvent.PeriodClosed;
import salesops.events.QuotaEvent.QuotaReached;
import salesops.events.ResponseOverdue;
import salesops.events.SettingsApplied;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.Way;
import salesops.model.settings.Settings;

/** Who hears of an event, and what. */
final class Announcements {
  private final Settings settings;
  private final Notes notes;
  private final WorkNotes workNotes;
  private final Teams teams;

  Announcements(Settings settings) {
    this.settings = settings;
    this.notes = new Notes(settings);
    this.workNotes = new WorkNotes(notes);
    this.teams = new Teams(settings);
  }

  /**
   * What a channel hears.
   *
   * @param note absent: nothing at once
   * @param fact what the managers' next digest counts; absent: nothing
   */
  record Announcement(Channel channel, @Nullable Note note, @Nullable Fact fact) {}

  /** At most one announcement for each channel, none that says nothing. */
  List<Announcement> of(Event event) {
    return switch (event) {
      case LeadAssigned assigned -> assigned(assigned);
      case LeadUnassigned held when held.planned() -> List.of();
      case LeadUnassigned held when held.toldAgain() -> escalated(held);
      case LeadUnassigned held ->
          managers(
              teams.of(held.team()),
              settings.slack().managerHeld() ? notes.held(held) : null,
              counted(new Fact.Held()));
      case LeadReturned returned ->
          managers(
              teams.of(returned.rep()),
              isAnnounced(returned) ? notes.returned(returned) : null,
              counted(Fact.of(returned)));
      case LeadQuarantined quarantined ->
          announced(Channel.QUARANTINE, null, counted(Fact.of(quarantined))).stream().toList();
      case ResponseOverdue overdue -> overdue(overdue);
      case LeadQualified qualified ->
          owner(qualified.lead().rep(), workNotes.qualified(qualified.lead()));
      case DealOpened opened -> opened(opened);
      case DealWon won -> won(won);
      case QuotaEvent quota -> quota(quota);
      case LeadContacted _, LeadDisqualified _, NurtureDue _, ActivityLogged _ -> List.of();
      case DealChanged _, DealLost _, DealReopened _ -> List.of();
      case LeadClosed _, LeadScored _, LeadSubmitted _, SettingsApplied _ -> List.of();
    };
  }

  private List<Announcement> quota(QuotaEvent event) {
    return switch (event) {
      case QuotaReached reached -> {
        RepId rep = reached.rep();
        Set<Channel> told = rep == null ? teams.of(reached.team()) : teams.of(rep);
        yield managers(told, WorkNotes.quotaReached(reached), null);
      }
      case CreditHeld held -> managers(teams.of(held.team()), WorkNotes.creditHeld(held), null);
      case PaceReported pace -> managers(teams.of(pace.team()), WorkNotes.behindPace(pace), null);
      case PeriodClosed closed -> managers(teams.all(), WorkNotes.periodClosed(closed), null);
      case ContestClosed closed -> managers(teams.all(), WorkNotes.contestClosed(closed), null);
      case CommissionEarned _ -> List.of(); // what somebody earns is nobody else's business
    };
  }

  private List<Announcement> assigned(LeadAssigned event) {
    Channel rep = new Channel(event.rep().email());
    boolean hot = settings.slack().managerGrades().contains(event.score().grade().toString());
    Set<Channel> managers = hot ? teams.of(event.rep()) : Set.of();
    Note own = settings.slack().repAlways() ? notes.forRep(event) : null;
    // A manager who is given the lead hears of it once: as its owner, unless owners hear nothing.
    if (own == null && managers.contains(rep)) {
      own = notes.forManager(event);
    }
    List<Announcement> all = new ArrayList<>();
    announced(rep, own, counted(Fact.of(event))).ifPresent(all::add);
    for (Channel channel : managers) {
      if (!channel.equals(rep)) {
        announced(channel, told(notes.forManager(event), channel), null).ifPresent(all::add);
      }
    }
    return all;
  }

  /** A return by the response clock was announced as such. */
  private boolean isAnnounced(LeadReturned returned) {
    return settings.slack().managerReturned() && !returned.by().equals(LeadReturned.RESPONSE_CLOCK);
  }

  private List<Announcement> overdue(ResponseOverdue overdue) {
    Set<Channel> managers = teams.of(overdue.lead().rep());
    return switch (overdue.measure()) {
      case REMIND -> owner(overdue.lead().rep(), workNotes.reminder(overdue));
      case TELL_MANAGER -> managers(managers, workNotes.overdue(overdue), null);
      case REASSIGN -> managers(managers, workNotes.reassigned(overdue), null);
    };
  }

  private List<Announcement> opened(DealOpened opened) {
    RepId owner = opened.deal().owner();
    if (owner != null) {
      return opened.deal().state() == Deal.State.OPEN && isWorkedHere(opened)
          ? owner(owner, WorkNotes.opened(opened.deal()))
          : List.of();
    }
    return isOrphan(opened)
        ? managers(teams.all(), WorkNotes.ownedByNobody(opened.deal()), null)
        : List.of();
  }

  /** A CRM and an import bring deals that their owners know. */
  private static boolean isWorkedHere(DealOpened opened) {
    return switch (opened.change().way()) {
      case SLACK, COMMAND, API -> true;
      case AUTOMATIC -> opened.deal().leadId() != null;
      case CRM, IMPORT -> false;
    };
  }

  /** An import lists the owners it does not know itself. */
  private static boolean isOrphan(DealOpened opened) {
    return switch (opened.change().way()) {
      case CRM, COMMAND, API -> !opened.deal().unknownOwner().isEmpty();
      case SLACK, IMPORT, AUTOMATIC -> false;
    };
  }

  private List<Announcement> won(DealWon won) {
    RepId owner = won.deal().owner();
    return owner == null || won.change().way() == Way.IMPORT
        ? List.of()
        : managers(teams.of(owner), WorkNotes.won(won.deal(), owner), null);
  }

  private List<Announcement> owner(RepId owner, Note note) {
    return announced(new Channel(owner.email()), settings.slack().repAlways() ? note : null, null)
        .stream()
        .toList();
  }

  /** The buttons act for the manager of the team whose channel it is. */
  private List<Announcement> escalated(LeadUnassigned held) {
    Note note = notes.held(held);
    return teams.escalation(held.team()).entrySet().stream()
        .flatMap(to -> announced(to.getKey(), note.toldTo(to.getValue()), null).stream())
        .toList();
  }

  private List<Announcement> managers(
      Set<Channel> channels, @Nullable Note note, @Nullable Fact fact) {
    return channels.stream()
        .flatMap(
            channel -> announced(channel, note == null ? null : told(note, channel), fact).stream())
        .toList();
  }

  private Note told(Note note, Channel channel) {
    return note.toldTo(teams.manager(channel));
  }

  /** Without digests nobody counts. */
  private @Nullable Fact counted(Fact fact) {
    return settings.slack().managerDigests().isEmpty() ? null : fact;
  }

  private static Optional<Announcement> announced(
      Channel channel, @Nullable Note note, @Nullable Fact fact) {
    return note == null && fact == null
        ? Optional.empty()
        : Optional.of(new Announcement(channel, note, fact));
  }
}
