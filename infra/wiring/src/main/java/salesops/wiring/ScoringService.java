package salesops.wiring;

import static salesops.wiring.Service.SETTINGS;
import static salesops.wiring.Service.event;
import static salesops.wiring.Service.table;

import java.util.List;

/** Scores each lead. */
final class ScoringService {
  private static final Service SCORING = new Service("scoring");

  private ScoringService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(Table.named("scoring")),
        List.of(
            SCORING
                .function("scoring", "ScoringHandler", 20)
                .startedBy(Trigger.Queue.of(10, event("intake", "LeadSubmitted")))
                .needing(table("GetItem", "PutItem", "Query"), SETTINGS),
            // Nearly every item is a score.
            SCORING.publisher(new StreamFilter.All()),
            SCORING.republisher()));
  }
}
