package salesops.scoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.model.Identity;
import salesops.model.LeadId;
import salesops.model.PersonKey;

/** {@link ScoringStore} in memory, for one thread: what a replay writes to. */
final class MemoryScoringStore implements ScoringStore {
  private final Map<PersonKey, PersonKey> aliases = new HashMap<>();
  private final Map<PersonKey, History> latest = new HashMap<>();
  private final Map<LeadId, Envelope<LeadScored>> scores = new HashMap<>();

  @Override
  public PersonKey home(Identity identity) {
    PersonKey primary = identity.primary();
    if (identity.persons().size() == 1) {
      return primary;
    }
    PersonKey second = identity.persons().getLast();
    if (!isTaken(second)) {
      aliases.put(second, primary);
      return primary;
    }
    PersonKey home = follow(second);
    if (home.equals(primary) || !latest.containsKey(home)) {
      return primary;
    }
    if (!isTaken(primary)) {
      aliases.put(primary, home);
      return home;
    }
    return aliases.getOrDefault(primary, primary);
  }

  private boolean isTaken(PersonKey key) {
    return aliases.containsKey(key) || latest.containsKey(key);
  }

  private PersonKey follow(PersonKey key) {
    PersonKey at = key;
    for (int step = 0; step < DynamoScoringStore.STEPS_MAX && aliases.containsKey(at); step++) {
      at = aliases.getOrDefault(at, at);
    }
    return at;
  }

  /** Same lead again, or a version that another lead of the person took meanwhile: no change. */
  @Override
  public Appended append(Envelope<LeadScored> scored, History after) {
    LeadId lead = scored.data().lead().leadId();
    if (scores.containsKey(lead)) {
      return new Appended.AlreadyScored();
    }
    PersonKey home = follow(after.home());
    History known = latest.getOrDefault(home, History.none(home));
    if (!home.equals(after.home()) || known.version() >= after.version()) {
      return new Appended.Behind(known);
    }
    latest.put(home, after);
    scores.put(lead, scored);
    return new Appended.Stored();
  }

  @Override
  public Optional<Envelope<LeadScored>> find(LeadId lead) {
    return Optional.ofNullable(scores.get(lead));
  }
}
