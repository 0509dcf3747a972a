package salesops.runtime.lambda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;

/** One JSON line for each outcome. Ids, codes and durations only: never a person's data. */
public final class Log {
  private final String service;
  private final Consumer<String> lines;

  public Log(Platform platform) {
    this.service = platform.env().getOrDefault(Platform.SERVICE, "unknown");
    this.lines = platform.log();
  }

  /**
   * @param event what was handled, such as {@code LeadScored}
   * @param leadId also the correlation id; absent where no lead is concerned
   * @param outcome a code in lower case, such as {@code assigned}, {@code duplicate}
   */
  public void outcome(String event, @Nullable String leadId, String outcome, long durationMillis) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("service", service);
    line.put("event", event);
    if (leadId != null) {
      line.put("leadId", leadId);
      line.put("correlationId", leadId);
    }
    line.put("outcome", outcome);
    line.put("durationMillis", durationMillis);
    lines.accept(Json.text(line));
  }

  /** Something failed; the error's class and place, not its message, which may quote data. */
  public void failure(String event, @Nullable String leadId, Throwable error) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("level", "ERROR");
    line.put("service", service);
    line.put("event", event);
    if (leadId != null) {
      line.put("leadId", leadId);
    }
    line.put("error", error.getClass().getName());
    StackTraceElement[] trace = error.getStackTrace();
    if (trace.length > 0) {
      line.put("at", trace[0].toString());
    }
    lines.accept(Json.text(line));
  }

  /** A count in CloudWatch's embedded metric format, in the namespace {@code Salesops}. */
  public void count(String metric, long value, long epochMillis) {
    lines.accept(
        Json.text(
            Map.of(
                "_aws",
                Map.of(
                    "Timestamp",
                    epochMillis,
                    "CloudWatchMetrics",
                    java.util.List.of(
                        Map.of(
                            "Namespace",
                            "Salesops",
                            "Dimensions",
                            java.util.List.of(java.util.List.of("service")),
                            "Metrics",
                            java.util.List.of(Map.of("Name", metric, "Unit", "Count"))))),
                "service",
                service,
                metric,
                value)));
  }
}
