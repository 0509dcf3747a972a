package salesops.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.settings.NamedAccounts;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;

/** One version of the settings, made ready for looking things up. */
final class Rulebook {
  private final Settings settings;
  private final TerritoryIndex index;
  private final Map<RepId, Rep> reps;
  private final NamedAccounts accounts;
  private final Map<String, Territory> territories;

  Rulebook(Settings settings) {
    this.settings = settings;
    this.index = TerritoryIndex.of(settings.territories());
    this.reps = settings.reps().stream().collect(Collectors.toMap(Rep::id, Function.identity()));
    this.accounts = new NamedAccounts(settings.namedAccounts());
    this.territories =
        settings.territories().stream()
            .collect(Collectors.toMap(Territory::name, Function.identity()));
  }

  Settings settings() {
    return settings;
  }

  RoutingRules rules() {
    return settings.routing();
  }

  Optional<Rep> rep(RepId id) {
    return Optional.ofNullable(reps.get(id));
  }

  /** Matching territories in rank order. */
  List<Territory> match(Lead lead) {
    return index.match(lead);
  }

  Optional<Territory> territory(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(territories.get(name));
  }

  WhenFull whenFull(Territory territory) {
    return territory.whenPoolIsFull() == null
        ? rules().whenPoolIsFull()
        : territory.whenPoolIsFull();
  }

  /** Owner of the company's named account: its own, else that of the nearest parent with one. */
  Optional<RepId> accountOwner(@Nullable String domain) {
    return accounts.owner(domain);
  }

  /** Most open leads of a rep; empty: no limit. */
  Optional<Integer> capacity(RepId id) {
    return rep(id).map(Rep::capacity);
  }

  /** Whether somebody is named who hears of leads of this team that nobody acts on. */
  boolean escalates(@Nullable String team) {
    return settings.teams().stream()
        .filter(each -> team == null || each.name().equals(team))
        .anyMatch(each -> each.escalate() != null);
  }

  /** The team of the first member that is in the settings. */
  @Nullable String team(Territory.Pool pool) {
    return pool.members().stream()
        .flatMap(member -> rep(member).stream())
        .map(Rep::team)
        .findFirst()
        .orElse(null);
  }
}
