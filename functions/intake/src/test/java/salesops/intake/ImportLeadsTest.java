package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import salesops.intake.IntakeOperation.Row;
import salesops.intake.IntakeOperation.Row.Became;
import salesops.intake.Submission.Earlier;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Waiting;
import software.amazon.awssdk.core.exception.SdkClientException;

class ImportLeadsTest {
  /** Not to be reached for one person. */
  private static final class Unreachable implements IntakeStore {
    private final IntakeStore store;

    Unreachable(IntakeStore store) {
      this.store = store;
    }

    @Override
    public Optional<Earlier> keep(Submission submission) {
      if ("b@lyon.fr".equals(submission.lead().fields().get("email"))) {
        throw SdkClientException.create("injected");
      }
      return store.keep(submission);
    }

    @Override
    public boolean replace(Earlier earlier, Submission submission) {
      return store.replace(earlier, submission);
    }
  }

  @Test
  void aRowThatCannotBeStoredIsToBeSentAgainAndStopsNoOther() {
    IntakeBench bench = new IntakeBench();
    ImportLeads importLeads =
        new ImportLeads(
            SubmitLead.withoutBrowsers(
                new Unreachable(new DynamoIntakeStore(IntakeBench.DYNAMO, bench.table)),
                new Waiting(bench.clock, bench.clock.pause(), new Random(1))),
            new Log(bench.platform.with(Map.of())));
    List<Row> outcomes =
        importLeads.take(
            List.of("a", "b", "c").stream()
                .map(name -> Map.of("form", "demo", "email", name + "@lyon.fr"))
                .toList(),
            IntakeBench.settings(1, List.of(IntakeBench.DEMO)));
    assertEquals(
        List.of(Became.ACCEPTED, Became.FAILED, Became.ACCEPTED),
        outcomes.stream().map(Row::outcome).toList());
  }
}
