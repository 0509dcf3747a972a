package salesops.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.settings.NamedAccounts;
import salesops.model.settings.Rep;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory;

/** One version of the settings, for saying what of it concerns a lead. */
final class Rules {
  private final Settings settings;
  private final Map<String, Territory> territories;
  private final Map<RepId, Rep> reps;
  private final NamedAccounts accounts;

  Rules(Settings settings) {
    this.settings = settings;
    this.territories = by(settings.territories(), Territory::name);
    this.reps = by(settings.reps(), Rep::id);
    this.accounts = new NamedAccounts(settings.namedAccounts());
  }

  private static <K, V> Map<K, V> by(Collection<V> values, Function<V, K> key) {
    return values.stream().collect(Collectors.toMap(key, Function.identity()));
  }

  RoutingRules routing() {
    return settings.routing();
  }

  Optional<Territory> territory(@Nullable String name) {
    return Optional.ofNullable(territories.get(name));
  }

  /** Whether a rep is, and works, as in the other settings. */
  boolean sameRep(@Nullable RepId rep, Rules other) {
    return rep == null
        || (Objects.equals(reps.get(rep), other.reps.get(rep))
            && settings.calendars().equals(other.settings.calendars()));
  }

  /** Whether owners of earlier leads come in the same way as in the other settings. */
  boolean sameRelations(Rules other) {
    RoutingRules mine = routing();
    RoutingRules others = other.routing();
    return mine.order().equals(others.order())
        && mine.openForDays() == others.openForDays()
        && mine.matchPerson() == others.matchPerson()
        && mine.matchCompany() == others.matchCompany();
  }

  /**
   * Everything that a decision about the lead may come from; equal in two settings exactly if only
   * other leads can have made a difference.
   *
   * @param grade of the lead under these settings
   * @param considered names of the territories that either side looked at
   */
  List<Object> concerning(Lead lead, Grade grade, Set<String> considered) {
    RoutingRules rules = routing();
    List<Object> all = new ArrayList<>();
    all.add(rules.order());
    all.add(rules.openForDays());
    all.add(List.of(rules.matchPerson(), rules.matchCompany()));
    all.add(rules.whenPoolIsFull());
    all.add(List.of(rules.nurture().contains(grade), rules.holdOutsideHours().contains(grade)));
    all.add(rules.band(grade));
    all.add(settings.calendars());
    all.add(accounts.chain(lead.identity().company()));
    Set<RepId> members = new LinkedHashSet<>();
    Optional.ofNullable(rules.fallback()).ifPresent(members::add);
    Map<String, Optional<Territory>> named = new LinkedHashMap<>();
    for (String name : considered) {
      named.put(name, territory(name));
      territory(name).ifPresent(territory -> members.addAll(territory.pool().members()));
    }
    all.add(named);
    Map<RepId, Optional<Rep>> people = new LinkedHashMap<>();
    members.forEach(rep -> people.put(rep, Optional.ofNullable(reps.get(rep))));
    all.add(people);
    return all;
  }
}
