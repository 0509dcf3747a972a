package salesops.local.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import salesops.local.faults.Faults;
import salesops.testkit.clock.DiscreteClock;
import salesops.testkit.metering.Meter;
import salesops.wiring.Function;
import salesops.wiring.Need;
import salesops.wiring.StreamFilter;
import salesops.wiring.Table;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;

/** A suite of {@link TestFunctions} that keeps what they log. */
final class TestSuite implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-03T10:00:00Z");
  static final int RECEIVES_MAX = 3;
  static final int STREAM_RETRIES_MAX = 2;

  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  static final Wiring WIRING =
      new Wiring(
          List.of(
              Table.named("letters"),
              new Table("readers", List.of(new Table.Index("due", "due", "dueAt")), null)),
          List.of(
              function(
                  "post",
                  "letters",
                  "Post",
                  List.of(new Need.OwnTable(List.of(), List.of())),
                  new Trigger.Http(List.of("POST /letters/{name}"), true)),
              function(
                  "publish",
                  "letters",
                  "Publish",
                  List.of(new Need.Bus()),
                  new Trigger.Stream(
                      "letters", 3, STREAM_RETRIES_MAX, new StreamFilter.NewItems())),
              function(
                  "read",
                  "readers",
                  "Read",
                  List.of(new Need.OwnTable(List.of(), List.of())),
                  new Trigger.Queue(
                      List.of(new Trigger.Source("letters", "LetterPosted")),
                      10,
                      Duration.ZERO,
                      2,
                      RECEIVES_MAX,
                      null,
                      null)),
              function(
                  "operate",
                  "letters",
                  "Operate",
                  List.of(),
                  new Trigger.Invoke(),
                  new Trigger.Schedule(Duration.ofHours(1), null))));

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final LocalSuite suite;

  private TestSuite(long faultSeed, Map<String, String> env) {
    suite = LocalSuite.start(options(0, faultSeed, env, log::add), WIRING);
  }

  static LocalSuite.Options options(
      int port, long faultSeed, Map<String, String> env, Consumer<String> log) {
    return new LocalSuite.Options(
        port, faultSeed, new DiscreteClock(START, faultSeed), false, env, null, log);
  }

  /** What parts of a suite share, without one. */
  static Engine engine(long faultSeed) {
    return new Engine(
        new DiscreteClock(START, faultSeed),
        new Meter(),
        new Faults(faultSeed),
        new Activity(),
        new DeadLetters(),
        line -> {});
  }

  static TestSuite start() {
    return new TestSuite(0, Map.of());
  }

  static TestSuite start(Map<String, String> env) {
    return new TestSuite(0, env);
  }

  static TestSuite startWithFaults(long seed) {
    return new TestSuite(seed, Map.of());
  }

  static Function function(
      String name, String service, String handler, List<Need> needs, Trigger... triggers) {
    return Function.of(
            name,
            service,
            service,
            TestFunctions.class.getName() + "$" + handler,
            Duration.ofSeconds(10))
        .startedBy(triggers)
        .needing(needs.toArray(Need[]::new));
  }

  LocalSuite suite() {
    return suite;
  }

  /** Lines that start with a word, without it. */
  List<String> logged(String word) {
    synchronized (log) {
      return log.stream()
          .filter(line -> line.startsWith(word + " "))
          .map(line -> line.substring(word.length() + 1))
          .toList();
    }
  }

  /** Bodies of a function's dead letters. */
  List<String> dead(String function) {
    return suite.deadLetters().getOrDefault(function, List.of());
  }

  boolean hasLogged(String line) {
    return log.contains(line);
  }

  /** Posts a letter until it is accepted; the answer's body. */
  String post(String name) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(URI.create(suite.url() + "/letters/" + name))
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("hello"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 202) {
          return response.body();
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets time pass until nothing moves any more. */
  void await() {
    await(suite::idle);
  }

  void await(BooleanSupplier state) {
    if (!suite.advanceUntil(state, WAIT_MAX)) {
      throw new AssertionError("not reached within " + WAIT_MAX);
    }
  }

  @Override
  public void close() {
    suite.close();
  }
}
