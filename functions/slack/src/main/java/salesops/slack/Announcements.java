package salesops.slack;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.LeadScored;
import salesops.events.LeadSubmitted;
import salesops.events.LeadUnassigned;
import salesops.events.SettingsApplied;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;

/** Who hears of an event, and what. */
final class Announcements {
  /** Teams told of a lead that belongs to none of them. */
  static final int TEAMS_TOLD_MAX = 10;

  private final Settings settings;
  private final Notes notes;

  Announcements(Settings settings) {
    this.settings = settings;
    this.notes = new Notes(settings);
  }

  /** A note and where it goes. */
  record Announcement(Channel channel, Note note) {}

  /** At most one announcement for each channel. */
  List<Announcement> of(Event event) {
    return switch (event) {
      case LeadAssigned assigned -> assigned(assigned);
      case LeadUnassigned held when held.planned() || !settings.slack().managerHeld() -> List.of();
      case LeadUnassigned held -> toAll(managers(held), notes.held(held));
      case LeadReturned returned when settings.slack().managerReturned() ->
          toAll(managers(returned.rep()), notes.returned(returned));
      case LeadReturned _,
          LeadClosed _,
          LeadScored _,
          LeadSubmitted _,
          LeadQuarantined _,
          SettingsApplied _ ->
          List.of();
    };
  }

  private List<Announcement> assigned(LeadAssigned event) {
    Channel rep = new Channel(event.rep().email());
    Stream<Announcement> direct =
        settings.slack().repAlways()
            ? Stream.of(new Announcement(rep, notes.forRep(event)))
            : Stream.empty();
    boolean hot = settings.slack().managerGrades().contains(event.score().grade().toString());
    Stream<Announcement> manager =
        hot
            ? managers(event.rep()).stream()
                // A manager who is given the lead hears of it as its owner.
                .filter(channel -> !channel.equals(rep) || !settings.slack().repAlways())
                .map(channel -> new Announcement(channel, notes.forManager(event)))
            : Stream.empty();
    return Stream.concat(direct, manager).toList();
  }

  private static List<Announcement> toAll(Set<Channel> channels, Note note) {
    return channels.stream().map(channel -> new Announcement(channel, note)).toList();
  }

  /** The team's managers; when nobody knows the team, all managers, so that somebody hears. */
  private Set<Channel> managers(LeadUnassigned held) {
    return Optional.ofNullable(held.team()).flatMap(this::team).map(Set::of).orElseGet(this::every);
  }

  private Set<Channel> managers(RepId rep) {
    Optional<Channel> ofTeam =
        settings.reps().stream()
            .filter(r -> r.id().equals(rep))
            .findFirst()
            .map(Rep::team)
            .flatMap(this::team);
    return ofTeam.map(Set::of).orElseGet(() -> ownTeam(rep));
  }

  /** A fallback owner often is no rep but a manager: then it is that manager's team. */
  private Set<Channel> ownTeam(RepId manager) {
    return settings.teams().stream()
        .filter(team -> team.manager().equals(manager))
        .findFirst()
        .map(team -> Set.of(channel(team)))
        .orElseGet(this::every);
  }

  private Optional<Channel> team(String name) {
    return settings.teams().stream()
        .filter(team -> team.name().equals(name))
        .findFirst()
        .map(Announcements::channel);
  }

  private Set<Channel> every() {
    Set<Channel> channels = new LinkedHashSet<>();
    settings.teams().stream().limit(TEAMS_TOLD_MAX).forEach(team -> channels.add(channel(team)));
    return channels;
  }

  private static Channel channel(Team team) {
    String channel = team.channel();
    return new Channel(channel == null || channel.isEmpty() ? team.manager().email() : channel);
  }
}
