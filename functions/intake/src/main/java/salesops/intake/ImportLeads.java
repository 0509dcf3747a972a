package salesops.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesops.intake.SubmitLead.Outcome;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.lambda.Log;

/** Takes a few rows of an operator's list; a row that was taken before makes nothing new. */
final class ImportLeads {
  /** Rows of one call. */
  static final int ROWS_MAX = 25;

  private final SubmitLead submitLead;
  private final Log log;

  ImportLeads(SubmitLead submitLead, Log log) {
    this.submitLead = submitLead;
    this.log = log;
  }

  /**
   * @param rows each as {@code POST /leads} takes it
   * @return for each row in order: {@code outcome} accepted, duplicate, rejected or failed (send it
   *     again), with {@code leadId}, or {@code code}, {@code field} and {@code message}
   */
  List<Map<String, Object>> take(List<?> rows, Settings settings) {
    List<Map<String, Object>> outcomes = new ArrayList<>();
    rows.forEach(row -> outcomes.add(take(row, settings)));
    return outcomes;
  }

  private Map<String, Object> take(Object row, Settings settings) {
    try {
      return switch (RequestBody.json(Json.bytes(row))) {
        case Problem problem -> rejected(problem);
        case Draft draft ->
            switch (submitLead.submit(draft, null, settings, Sender.IMPORT)) {
              case Outcome.Accepted accepted ->
                  outcome(
                      accepted.duplicate() ? "duplicate" : "accepted",
                      "leadId",
                      accepted.lead().value());
              case Outcome.Refused refused -> rejected(refused.problem());
            };
      };
    } catch (RuntimeException e) {
      // One row that cannot be stored now says nothing about the others.
      log.failure("ImportLead", null, e);
      return outcome("failed", "code", Problem.unavailable().code());
    }
  }

  private static Map<String, Object> rejected(Problem problem) {
    Map<String, Object> outcome = outcome("rejected", "code", problem.code());
    problem.errors().stream()
        .findFirst()
        .ifPresent(
            error -> {
              outcome.put("code", error.code());
              outcome.put("field", error.field());
              outcome.put("message", error.message());
            });
    return outcome;
  }

  private static Map<String, Object> outcome(String outcome, String name, String value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("outcome", outcome);
    map.put(name, value);
    return map;
  }
}
