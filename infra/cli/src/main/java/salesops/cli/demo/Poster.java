package salesops.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import salesops.local.platform.LocalSecrets;
import salesops.replay.input.LeadFile;
import salesops.runtime.Json;
import salesops.runtime.lambda.Backoff;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Posts leads over HTTP as a website's own program would, with a server key; spam as a bot does,
 * without and from an address of its own.
 */
final class Poster implements AutoCloseable {
  /** Requests under way at a time when no rate is asked for. */
  static final int CLIENTS = 16;

  /** Requests under way at a time at a given rate: a slow suite must not slow the arrivals. */
  private static final int OPEN_LOOP_MAX = 2_000;

  /** A request is repeated after a 5xx or a lost answer: intake takes the same lead only once. */
  private static final Retry RETRY =
      new Retry(13, Backoff.fromService(Duration.ofMillis(20), Duration.ofMillis(1_280)));

  private static final Waiting WAITING =
      new Waiting(Clock.systemUTC(), Pause.REAL, RandomGenerator.getDefault());

  /** Address and port in a network that is only for examples. */
  private static final String BOT_ADDRESS = "203.0.113.7:443";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI leads;
  private final String form;

  Poster(URI suite, String form) {
    this.leads = suite.resolve("/leads");
    this.form = form;
  }

  /**
   * What became of a row.
   *
   * @param leadId of the accepted lead; absent when it was rejected
   * @param code the problem's code; absent when it was accepted
   * @param field the first bad field; empty when none is named
   */
  record Outcome(int row, @Nullable String leadId, @Nullable String code, String field) {}

  /**
   * Posts every row and waits for the answers.
   *
   * @param ratePerSecond arrivals a second whatever the suite does; 0: as fast as it answers
   * @param progress told after each answer
   * @return outcomes in the order of the rows
   */
  List<Outcome> post(List<LeadFile.Row> rows, double ratePerSecond, Runnable progress) {
    Semaphore slots = new Semaphore(ratePerSecond > 0 ? OPEN_LOOP_MAX : CLIENTS);
    List<Future<Outcome>> pending = new ArrayList<>(rows.size());
    long startNanos = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < rows.size(); i++) {
        if (ratePerSecond > 0) {
          waitUntil(startNanos + (long) (i * 1e9 / ratePerSecond));
        }
        LeadFile.Row row = rows.get(i);
        slots.acquireUninterruptibly();
        pending.add(
            threads.submit(
                () -> {
                  try {
                    return post(row);
                  } finally {
                    slots.release();
                    progress.run();
                  }
                }));
      }
    }
    return pending.stream()
        .map(Future::resultNow)
        .sorted(Comparator.comparingInt(Outcome::row))
        .toList();
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private Outcome post(LeadFile.Row row) {
    HttpRequest request = request(row);
    try {
      return RETRY
          .untilAnswered(
              WAITING, PostFailed.class::isInstance, () -> Optional.of(send(row.number(), request)))
          .orElseThrow();
    } catch (PostFailed e) {
      return e.outcome;
    }
  }

  /** A try that failed, with the outcome of its row if no other follows. */
  private static final class PostFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    PostFailed(Outcome outcome) {
      this.outcome = outcome;
    }
  }

  private Outcome send(int row, HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      Outcome outcome = outcome(row, answer);
      if (answer.statusCode() >= 500) {
        throw new PostFailed(outcome);
      }
      return outcome;
    } catch (IOException e) {
      throw new PostFailed(new Outcome(row, null, "no_answer", ""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while posting", e);
    }
  }

  private HttpRequest request(LeadFile.Row row) {
    Map<String, Object> body = new LinkedHashMap<>(row.body());
    body.putIfAbsent("form", form);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(leads)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    if (row.spam()) {
      // As through a distribution; otherwise a person trying the form here would share its limit.
      builder.header("CloudFront-Viewer-Address", BOT_ADDRESS);
      builder.header("X-Salesops-Origin-Key", LocalSecrets.DISTRIBUTION_KEY);
    } else {
      builder.header("Authorization", "Bearer " + LocalSecrets.SERVER_KEY);
    }
    return builder.build();
  }

  private static Outcome outcome(int row, HttpResponse<byte[]> answer) {
    try {
      JsonNode body = Json.MAPPER.readTree(answer.body());
      if (answer.statusCode() == 202) {
        return new Outcome(row, body.required("leadId").asString(), null, "");
      }
      return new Outcome(
          row,
          null,
          body.path("code").asString("http_" + answer.statusCode()),
          body.path("errors").path(0).path("field").asString(""));
    } catch (JacksonException e) {
      return new Outcome(row, null, "http_" + answer.statusCode(), "");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
