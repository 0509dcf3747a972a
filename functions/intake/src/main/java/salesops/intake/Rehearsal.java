package salesops.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;

/** One submission up to the write, of nobody, so that its classes are loaded before the first. */
final class Rehearsal {
  private static final String ABSENT = "priming";

  private Rehearsal() {}

  static void run(DynamoIntakeStore store) {
    if (JsonBody.read("{\"externalId\":\"0\",\"country\":\"FR\"}") instanceof Draft draft) {
      Normaliser.Normalised given = Normaliser.normalise(draft.values(), draft.attributes());
      var identity = Identities.of(ABSENT, given.fields());
      LeadId id = LeadId.of(identity.primary(), ABSENT);
      Lead lead =
          new Lead(
              id,
              ABSENT,
              Instant.EPOCH,
              Origin.BROWSER,
              Map.of(),
              identity,
              given.fields(),
              given.attributes());
      DynamoIntakeStore.item(new Submission(ABSENT, null, Duration.ZERO, lead, Set.of()));
      Responses.accepted(id, Map.of());
    }
    store.find(ABSENT);
  }
}
