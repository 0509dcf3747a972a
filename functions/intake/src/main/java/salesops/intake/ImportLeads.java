package salesops.intake;

import static salesops.intake.IntakeOperation.Row.Became.ACCEPTED;
import static salesops.intake.IntakeOperation.Row.Became.DUPLICATE;
import static salesops.intake.IntakeOperation.Row.Became.FAILED;
import static salesops.intake.IntakeOperation.Row.Became.REJECTED;

import java.util.List;
import salesops.intake.IntakeOperation.Row;
import salesops.intake.SubmitLead.Outcome;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.http.Problem;
import salesops.runtime.lambda.Log;

/** Takes a few rows of an operator's list; a row that was taken before makes nothing new. */
final class ImportLeads {
  private final SubmitLead submitLead;
  private final Log log;

  ImportLeads(SubmitLead submitLead, Log log) {
    this.submitLead = submitLead;
    this.log = log;
  }

  /**
   * @param rows each as {@code POST /leads} takes it
   * @return what became of each row, in order
   */
  List<Row> take(List<?> rows, Settings settings) {
    return rows.stream().map(row -> take(row, settings)).toList();
  }

  private Row take(Object row, Settings settings) {
    try {
      return switch (RequestBody.json(Json.bytes(row))) {
        case Reading.Refused(Problem problem) -> rejected(problem);
        case Draft draft ->
            switch (submitLead.submit(draft, null, settings, Sender.IMPORT)) {
              case Outcome.Accepted accepted ->
                  Row.lead(accepted.duplicate() ? DUPLICATE : ACCEPTED, accepted.lead());
              case Outcome.Refused refused -> rejected(refused.problem());
            };
      };
    } catch (RuntimeException e) {
      // One row that cannot be stored now says nothing about the others.
      log.failure("ImportLead", null, e);
      return Row.without(FAILED, Problem.unavailable().code());
    }
  }

  private static Row rejected(Problem problem) {
    return problem.errors().stream()
        .findFirst()
        .map(e -> new Row(REJECTED, null, e.code(), e.field(), e.message()))
        .orElseGet(() -> Row.without(REJECTED, problem.code()));
  }
}
