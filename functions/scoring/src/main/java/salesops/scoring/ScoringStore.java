package salesops.scoring;

import java.util.Optional;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.model.Identity;
import salesops.model.LeadId;
import salesops.model.PersonKey;

/** Each person's scores and behaviour: a chain of versions, one for each lead, never rewritten. */
interface ScoringStore {
  /**
   * Where the person's record is kept, or is to be kept. A person known under two keys has one
   * record: the second key is made to lead to it, unless both had records of their own already.
   */
  PersonKey home(Identity identity);

  /** Adds the score and what is known of the person after it, unless that version exists. */
  Appended append(Envelope<LeadScored> scored, History after);

  /** The score of a lead. */
  Optional<Envelope<LeadScored>> find(LeadId lead);

  /** What came of an append. */
  sealed interface Appended {
    /** Stored, and will be published. */
    record Stored() implements Appended {}

    /** The lead has a score: nothing changed. */
    record AlreadyScored() implements Appended {}

    /** The person has another record than was believed, this one: nothing changed. */
    record Behind(History latest) implements Appended {}
  }
}
