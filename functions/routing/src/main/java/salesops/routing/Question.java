package salesops.routing;

import java.util.List;
import java.util.Set;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.Score;

/**
 * A lead that needs an owner, and what is known of it.
 *
 * @param returners reps who gave it back
 * @param related owners of open leads of the same person, then of the same company
 */
record Question(Lead lead, Score score, Set<RepId> returners, List<Related> related) {
  Question {
    returners = Set.copyOf(returners);
    related = List.copyOf(related);
  }

  /** Somebody who owns an open lead that this one belongs to. */
  record Related(Link link, RepId owner) {
    /** What the leads have in common. */
    enum Link {
      PERSON,
      COMPANY
    }
  }
}
