package salesops.intake;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadField;
import salesops.model.settings.Criteria;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.settings.SettingsTable;

/**
 * What people decide about leads that came in, and lists they bring: {@code {"operation":
 * "release", "lead": …, "by": …}}. Calls with IAM credentials only.
 */
public final class OperationsHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final int LISTED = 100;

  /** Most leads that one answer lists. */
  static final int LISTED_MAX = 500;

  /** Longest name of who asks, in characters: an e-mail address fits. */
  private static final int BY_MAX = 254;

  private final SettingsTable settings;
  private final Quarantine quarantine;
  private final ReleaseLead releaseLead;
  private final ImportLeads importLeads;
  private final Log log;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    this.log = new Log(platform);
    this.settings = SettingsTable.of(platform);
    String table = platform.required(Platform.TABLE);
    DynamoIntakeStore store = new DynamoIntakeStore(platform.dynamo().get(), table);
    this.quarantine = new DynamoQuarantine(platform.dynamo().get(), table);
    this.releaseLead = new ReleaseLead(quarantine, platform.clock());
    this.importLeads = new ImportLeads(SubmitLead.withoutBrowsers(store, platform.waiting()), log);
    Priming.beforeCheckpoint(() -> Rehearsal.run(store), log);
  }

  @Override
  public Map<String, Object> handleRequest(
      @Nullable Map<String, Object> request, @Nullable Context context) {
    // The daily no-op that keeps the snapshot active names no operation.
    if (request == null || !(request.get("operation") instanceof String operation)) {
      return ok(Map.of());
    }
    long start = System.nanoTime();
    Map<String, Object> answer =
        switch (operation) {
          case "quarantined" -> quarantined(request);
          case "release" -> release(request);
          case "import" -> importRows(request);
          default -> refused("unknownOperation", "there is no such operation");
        };
    log.outcome(
        "Operation",
        null,
        String.valueOf(answer.getOrDefault("code", "done")),
        (System.nanoTime() - start) / 1_000_000);
    return answer;
  }

  private Map<String, Object> quarantined(Map<String, Object> request) {
    if (!(request.getOrDefault("limit", LISTED) instanceof Number limit)
        || limit.intValue() < 1
        || limit.intValue() > LISTED_MAX) {
      return refused("invalid", "limit is not a number from 1 to " + LISTED_MAX);
    }
    List<Map<String, Object>> leads =
        quarantine.newest(limit.intValue()).stream().map(OperationsHandler::line).toList();
    return ok(Map.of("leads", leads));
  }

  private static Map<String, Object> line(Quarantined quarantined) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("leadId", quarantined.lead().leadId().value());
    line.put("form", quarantined.lead().form());
    line.put("since", quarantined.quarantinedAt().toString());
    line.put("reasons", quarantined.reasons());
    for (LeadField field : List.of(LeadField.EMAIL, LeadField.NAME, LeadField.COMPANY)) {
      quarantined.lead().get(field).ifPresent(value -> line.put(field.jsonName(), value));
    }
    return line;
  }

  private Map<String, Object> release(Map<String, Object> request) {
    if (!(request.get("lead") instanceof String lead)) {
      return refused("invalid", "lead is missing");
    }
    String by =
        request.get("by") instanceof String text ? Criteria.oneLine(text).strip() : "unknown";
    if (by.isEmpty() || by.length() > BY_MAX) {
      return refused("invalid", "by is not a name of 1 to " + BY_MAX + " characters");
    }
    Optional<ReleaseLead.Outcome> outcome = releaseLead.release(lead, by, null);
    return outcome
        .map(
            o ->
                ok(
                    Map.of(
                        "leadId", o.lead().lead().leadId().value(),
                        "releasedBy", o.release().by(),
                        "releasedAt", o.release().at().toString(),
                        "already", o.already())))
        .orElseGet(() -> refused("unknownLead", "no such lead is in quarantine"));
  }

  private Map<String, Object> importRows(Map<String, Object> request) {
    if (!(request.get("leads") instanceof List<?> rows)
        || rows.isEmpty()
        || rows.size() > ImportLeads.ROWS_MAX) {
      return refused("invalid", "leads is not a list of 1 to " + ImportLeads.ROWS_MAX);
    }
    return ok(Map.of("rows", importLeads.take(rows, settings.current())));
  }

  private static Map<String, Object> ok(Map<String, Object> facts) {
    Map<String, Object> answer = new LinkedHashMap<>(facts);
    answer.put("ok", true);
    return answer;
  }

  private static Map<String, Object> refused(String code, String message) {
    return Map.of("ok", false, "code", code, "message", message);
  }
}
