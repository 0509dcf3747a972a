package salesops.routing;

import java.util.List;
import java.util.Optional;
import salesops.model.LeadId;
import salesops.model.PersonKey;

/** Finds a lead by what people know of it: its id, an e-mail address or an external id. */
final class FindLead {
  private final RoutingStore store;
  private final Rulebooks rulebooks;

  FindLead(RoutingStore store, Rulebooks rulebooks) {
    this.store = store;
    this.rulebooks = rulebooks;
  }

  /** A lead's record and what else its person has. */
  record Found(LeadRecord record, Person person) {}

  /**
   * @param name a lead's id; or an e-mail address or external id, for that person's latest lead
   */
  Optional<Found> find(String name) {
    Optional<LeadId> id = leadId(name);
    Person person = id.map(lead -> person(lead.person())).orElseGet(() -> person(name));
    return id.map(person::record)
        .orElseGet(person::latest)
        .flatMap(summary -> store.record(summary.place()))
        .map(record -> new Found(record, person));
  }

  private static Optional<LeadId> leadId(String name) {
    try {
      return Optional.of(new LeadId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Everything of whoever has this e-mail address or external id. */
  Person person(String name) {
    String salt = rulebooks.current().settings().salt();
    return person(
        name.contains("@") ? PersonKey.ofEmail(salt, name) : PersonKey.ofExternalId(salt, name));
  }

  private Person person(PersonKey key) {
    return Person.of(List.of(key), store::partition);
  }
}
