package salesops.slack;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Team;

/** In which channels managers hear of whom. */
final class Teams {
  /** Teams told of a lead that belongs to none of them. */
  static final int TOLD_MAX = 10;

  private final Settings settings;

  Teams(Settings settings) {
    this.settings = settings;
  }

  /** The channel of a team's managers; when nobody knows the team, all, so that somebody hears. */
  Set<Channel> of(@Nullable String team) {
    return Optional.ofNullable(team).flatMap(this::named).map(Set::of).orElseGet(this::all);
  }

  /** The channel of the rep's managers; when nobody knows the rep's team, all. */
  Set<Channel> of(RepId rep) {
    return own(rep).map(Set::of).orElseGet(this::all);
  }

  /**
   * The channels that hear of the team's leads that nobody acts on, each with the manager whose it
   * is; when nobody knows the team, all.
   */
  Map<Channel, String> escalation(@Nullable String team) {
    Map<Channel, String> channels = new LinkedHashMap<>();
    settings.teams().stream()
        .filter(each -> each.escalate() != null && (team == null || each.name().equals(team)))
        .limit(TOLD_MAX)
        .forEach(
            each ->
                channels.putIfAbsent(
                    new Channel(Objects.requireNonNull(each.escalate())), each.manager().email()));
    return channels;
  }

  Set<Channel> all() {
    Set<Channel> channels = new LinkedHashSet<>();
    settings.teams().stream().limit(TOLD_MAX).forEach(team -> channels.add(channel(team)));
    return channels;
  }

  /** The reps and managers that each managers' channel hears of, in the order of the settings. */
  Map<Channel, Set<RepId>> members() {
    Map<Channel, Set<RepId>> members = new LinkedHashMap<>();
    settings.teams().forEach(team -> members.put(channel(team), new LinkedHashSet<>()));
    Stream.concat(
            settings.reps().stream().map(Rep::id), settings.teams().stream().map(Team::manager))
        .forEach(
            person ->
                own(person)
                    .ifPresent(
                        channel ->
                            members
                                .computeIfAbsent(channel, c -> new LinkedHashSet<>())
                                .add(person)));
    return members;
  }

  /** Whose buttons a managers' channel gets: it stands for the first team's manager. */
  @Nullable String manager(Channel channel) {
    return channel.isPerson()
        ? null
        : settings.teams().stream()
            .filter(team -> channel(team).equals(channel))
            .findFirst()
            .map(team -> team.manager().email())
            .orElse(null);
  }

  private Optional<Channel> own(RepId person) {
    return settings.reps().stream()
        .filter(rep -> rep.id().equals(person))
        .findFirst()
        .map(Rep::team)
        .flatMap(this::named)
        // A fallback owner often is no rep but a manager: then it is that manager's team.
        .or(
            () ->
                settings.teams().stream()
                    .filter(team -> team.manager().equals(person))
                    .findFirst()
                    .map(Teams::channel));
  }

  private Optional<Channel> named(String name) {
    return settings.teams().stream()
        .filter(team -> team.name().equals(name))
        .findFirst()
        .map(Teams::channel);
  }

  private static Channel channel(Team team) {
    String channel = team.channel();
    return new Channel(channel == null || channel.isEmpty() ? team.manager().email() : channel);
  }
}
