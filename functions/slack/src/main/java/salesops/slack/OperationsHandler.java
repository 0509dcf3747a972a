package salesops.slack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import tools.jackson.databind.JsonNode;

/**
 * Answers operators who it is that Slack knows, since only these functions may read the bot's
 * token: {@code {"operation": "slackPerson", "email": …}} and {@code {"operation": "slackChannels",
 * "names": […], "cursor": …}}, one call to Slack each. Calls with IAM credentials only.
 */
public final class OperationsHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final BotToken token;
  private final String address;
  private final Log log;

  public OperationsHandler() {
    this(Platform.onLambda());
  }

  public OperationsHandler(Platform platform) {
    this.token = BotToken.of(platform);
    this.address = SlackApi.address(platform);
    this.log = new Log(platform);
  }

  @Override
  public Map<String, Object> handleRequest(
      @Nullable Map<String, Object> request, @Nullable Context context) {
    // The daily no-op that keeps the snapshot active names no operation.
    if (request == null || !request.containsKey("operation")) {
      return Map.of("ok", true);
    }
    try (SlackApi api = new SlackApi(address, token, SlackApi.Timeouts.USUAL)) {
      Map<String, Object> answer = answer(api, request);
      boolean ok = Boolean.TRUE.equals(answer.get("ok"));
      log.outcome("SlackOperation", null, ok ? "done" : "refused", 0);
      return answer;
    }
  }

  private Map<String, Object> answer(SlackApi api, Map<String, Object> request) {
    return switch (text(request, "operation")) {
      case "slackPerson" -> person(api.lookUp(text(request, "email")));
      case "slackChannels" -> channels(api.channels(text(request, "cursor")), names(request));
      default -> refused("there is no such operation");
    };
  }

  private Map<String, Object> person(Answer answer) {
    return switch (answer) {
      case Answer.Done _ -> Map.of("ok", true, "found", true);
      case Answer.Refused(String error) when Pace.ABOUT_USER.contains(error) ->
          Map.of("ok", true, "found", false);
      default -> failed(answer);
    };
  }

  /** Of the names asked for those on this page, and where the next page begins. */
  private Map<String, Object> channels(Answer answer, Set<String> asked) {
    if (!(answer instanceof Answer.Done(JsonNode body))) {
      return failed(answer);
    }
    List<String> found = new ArrayList<>();
    for (JsonNode channel : body.path("channels")) {
      String name = "#" + channel.path("name").asString("");
      if (asked.contains(name)) {
        found.add(name);
      }
    }
    String next = body.at("/response_metadata/next_cursor").asString("");
    return Map.of("ok", true, "found", found, "next", next);
  }

  private Map<String, Object> failed(Answer answer) {
    return switch (answer) {
      case Answer.Limited limited ->
          Map.of("ok", true, "retryAfterSeconds", limited.retryAfter().toSeconds());
      case Answer.Refused(String error) -> {
        if (Pace.ABOUT_TOKEN.contains(error)) {
          token.forget();
        }
        yield refused("Slack refuses: " + error);
      }
      case Answer.Failed(String reason) -> refused("Slack cannot be asked now: " + reason);
      case Answer.Unknown(String reason) -> refused("Slack cannot be asked now: " + reason);
      case Answer.Done _ -> refused("Slack answered something unexpected");
    };
  }

  private static Map<String, Object> refused(String message) {
    return Map.of("ok", false, "message", message);
  }

  private static String text(Map<String, Object> request, String name) {
    return request.get(name) instanceof String text ? text : "";
  }

  private static Set<String> names(Map<String, Object> request) {
    return request.get("names") instanceof List<?> list
        ? list.stream()
            .flatMap(name -> name instanceof String text ? Stream.of(text) : Stream.empty())
            .collect(Collectors.toSet())
        : Set.of();
  }
}
