package salesops.webhooks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.settings.SettingsTable;

/**
 * What operators ask of the webhooks: {@code {"operation": "webhooks"}} and {@code {"operation":
 * "resendWebhooks", "endpoint": …, "since": …, "dead": true, "eventId": …}}. Calls with IAM
 * credentials only.
 */
public final class OperationsHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final Platform platform;
  private final Log log;
  private final SettingsTable settings;
  private final ListEndpoints listEndpoints;
  private final ResendDeliveries resendDeliveries;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    this.platform = platform;
    this.log = new Log(platform);
    WebhookStore store =
        new DynamoWebhookStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    this.settings = SettingsTable.of(platform);
    this.listEndpoints = new ListEndpoints(store, platform.clock());
    this.resendDeliveries = new ResendDeliveries(store, platform.clock());
    Priming.beforeCheckpoint(() -> store.find("priming"), log);
  }

  @Override
  public Map<String, Object> handleRequest(
      @Nullable Map<String, Object> request, @Nullable Context context) {
    // The daily no-op that keeps the snapshot active names no operation.
    if (request == null || !request.containsKey("operation")) {
      return Map.of("ok", true);
    }
    Instant begun = platform.clock().instant();
    Map<String, Object> answer = answer(request);
    log.outcome(
        "Operation",
        null,
        String.valueOf(answer.getOrDefault("code", "done")),
        Duration.between(begun, platform.clock().instant()).toMillis());
    return answer;
  }

  private Map<String, Object> answer(Map<String, Object> request) {
    return switch (String.valueOf(request.get("operation"))) {
      case "webhooks" ->
          Map.of("ok", true, "endpoints", listEndpoints.list(settings.current().webhooks()));
      case "resendWebhooks" -> resend(request);
      default -> refused("unknownOperation", "there is no such operation");
    };
  }

  private Map<String, Object> resend(Map<String, Object> request) {
    String since = text(request, "since");
    Instant from;
    try {
      from = since == null ? null : Instant.parse(since);
    } catch (DateTimeException e) {
      return refused("invalid", "since: write a time such as 2026-11-03T14:00:00Z");
    }
    ResendDeliveries.Outcome outcome =
        resendDeliveries.resend(
            new ResendDeliveries.Choice(
                text(request, "endpoint"),
                from,
                Boolean.TRUE.equals(request.get("dead")),
                text(request, "eventId")));
    return Map.of("ok", true, "resent", outcome.resent(), "more", outcome.more());
  }

  private static @Nullable String text(Map<String, Object> request, String name) {
    return request.get(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }

  private static Map<String, Object> refused(String code, String message) {
    return Map.of("ok", false, "code", code, "message", message);
  }
}
