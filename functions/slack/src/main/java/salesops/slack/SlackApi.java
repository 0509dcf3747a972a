package salesops.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Slack's Web API. Made for one invocation and closed after it: a connection kept over Lambda's
 * pauses is dead when it is used next, and a message lost on it would count as unanswered.
 */
final class SlackApi implements AutoCloseable {
  /** How long calls may take. */
  record Timeouts(Duration connect, Duration answer) {
    static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  /** Name of the environment variable with the address of Slack's Web API. */
  static final String SLACK_API = "SLACK_API";

  private static final String DEFAULT_ADDRESS = "https://slack.com/api";

  /** Channels of a page: their descriptions stay within {@link #ANSWER_BYTES_MAX}. */
  private static final int CHANNELS_MAX = 100;

  private static final int ANSWER_BYTES_MAX = 256 * 1024;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Assumed when Slack limits without saying for how long. */
  private static final Duration RETRY_AFTER_USUAL = Duration.ofSeconds(30);

  private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  /** Errors that pass by themselves. */
  private static final Set<String> PASSING =
      Set.of(
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org");

  private static final Set<String> LIMITED =
      Set.of("ratelimited", "rate_limited", "message_limit_exceeded");

  /** What Slack's errors look like; no other text is passed on. */
  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,80}");

  private final String address;
  private final Supplier<String> token;
  private final Timeouts timeouts;
  private @Nullable HttpClient http;

  SlackApi(String address, Supplier<String> token, Timeouts timeouts) {
    this.address = address;
    this.token = token;
    this.timeouts = timeouts;
  }

  /** What the environment says, else the real one. */
  static String address(Platform platform) {
    String address = platform.env().getOrDefault(SLACK_API, "");
    return address.isEmpty() ? DEFAULT_ADDRESS : address;
  }

  /** Made when first needed: most sweeps have nothing to send. */
  private synchronized HttpClient http() {
    HttpClient client = http;
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(timeouts.connect())
              .build();
      http = client;
    }
    return client;
  }

  /** Posts a message. */
  Answer post(SlackMessage message) {
    return call("chat.postMessage", "application/json; charset=utf-8", Json.text(message));
  }

  /** Finds the user with an e-mail address; the id is at {@code /user/id}. */
  Answer lookUp(String email) {
    return call(
        "users.lookupByEmail",
        "application/x-www-form-urlencoded",
        "email=" + URLEncoder.encode(email, UTF_8));
  }

  /**
   * A page of the channels that the bot can see, at {@code /channels}; the next page begins at
   * {@code /response_metadata/next_cursor}.
   *
   * @param cursor empty: the first page
   */
  Answer channels(String cursor) {
    return call(
        "conversations.list",
        "application/x-www-form-urlencoded",
        "exclude_archived=true&types=public_channel,private_channel&limit="
            + CHANNELS_MAX
            + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, UTF_8)));
  }

  /** Asks whether Slack is there, with no effect. */
  Answer test() {
    return call("auth.test", "application/x-www-form-urlencoded", "");
  }

  private Answer call(String method, String type, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/" + method))
              .header("Authorization", "Bearer " + token.get())
              .header("Content-Type", type)
              .timeout(timeouts.answer())
              .POST(BodyPublishers.ofString(body))
              .build();
      return read(send(request));
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
      return new Answer.Failed("unreachable");
    } catch (IOException | TimeoutException e) {
      return new Answer.Unknown("no_answer");
    } catch (SdkException e) {
      return new Answer.Failed("no_token");
    }
  }

  /** The request's own timeout ends with the headers; this one covers the body too. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, TimeoutException {
    CompletableFuture<HttpResponse<String>> response =
        http().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    try {
      long millis = timeouts.connect().plus(timeouts.answer()).toMillis();
      return response.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("call to Slack failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      response.cancel(true);
    }
  }

  private static Answer read(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS) {
      return new Answer.Limited(retryAfter(response));
    }
    if (status >= 500) {
      return new Answer.Failed("http_" + status);
    }
    if (status < 200 || status >= 300) {
      return new Answer.Refused("http_" + status);
    }
    try {
      JsonNode body = Json.MAPPER.readTree(response.body());
      return body.path("ok").asBoolean(false)
          ? new Answer.Done(body)
          : refusal(body.path("error").asString(""), response);
    } catch (JacksonException e) {
      return new Answer.Unknown("unreadable");
    }
  }

  private static Answer refusal(String error, HttpResponse<String> response) {
    if (LIMITED.contains(error)) {
      return new Answer.Limited(retryAfter(response));
    }
    if (PASSING.contains(error)) {
      return new Answer.Failed(error);
    }
    if (error.isEmpty()) {
      return new Answer.Unknown("unreadable");
    }
    return new Answer.Refused(CODE.matcher(error).matches() ? error : "unreadable");
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    try {
      long seconds =
          response.headers().firstValueAsLong("Retry-After").orElse(RETRY_AFTER_USUAL.toSeconds());
      return Duration.ofSeconds(Math.clamp(seconds, 1, RETRY_AFTER_MAX.toSeconds()));
    } catch (NumberFormatException e) {
      return RETRY_AFTER_USUAL;
    }
  }

  /** Does not wait for calls that hang. */
  @Override
  public synchronized void close() {
    HttpClient client = http;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
