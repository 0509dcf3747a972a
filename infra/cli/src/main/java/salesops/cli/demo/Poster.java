package salesops.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import salesops.local.platform.LocalSecrets;
import salesops.replay.input.LeadFile;
import salesops.runtime.Json;
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

  /**
   * Times a request is sent again when the answer is 5xx or lost: nothing, or the same, happens.
   */
  private static final int RETRIES_MAX = 12;

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

  private Outcome post(LeadFile.Row row) throws InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>(row.body());
    body.putIfAbsent("form", form);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(leads)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    if (row.spam()) {
      // As through a distribution, or whoever tries the form on this machine shares its limit.
      builder.header("CloudFront-Viewer-Address", BOT_ADDRESS);
      builder.header("X-Salesops-Origin-Key", LocalSecrets.DISTRIBUTION_KEY);
    } else {
      builder.header("Authorization", "Bearer " + LocalSecrets.SERVER_KEY);
    }
    HttpRequest request = builder.build();
    for (int attempt = 0; ; attempt++) {
      try {
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() < 500 || attempt == RETRIES_MAX) {
          return outcome(row.number(), answer);
        }
      } catch (IOException e) {
        if (attempt == RETRIES_MAX) {
          return new Outcome(row.number(), null, "no_answer", "");
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(20L << Math.min(attempt, 6)).toNanos());
    }
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
