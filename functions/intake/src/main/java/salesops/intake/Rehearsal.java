package salesops.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.settings.Form;

/** One form and one submission up to the write, of nobody, so that their classes are loaded. */
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
      Answers.accepted(id, Map.of());
    }
    Form form =
        new Form(
            ABSENT,
            ABSENT,
            List.of(new Form.Field("email", true), new Form.Field("country", true)),
            Map.of(),
            null,
            null,
            List.of(),
            null,
            List.of(Form.Texts.ENGLISH),
            Form.Guard.USUAL);
    FormPage.of(form, ABSENT, new Wanted(List.of())).fresh(Map.of(), ABSENT);
    store.find(ABSENT);
  }
}
