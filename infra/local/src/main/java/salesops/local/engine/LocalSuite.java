package salesops.local.engine;

import com.sun.net.httpserver.HttpHandler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salesops.local.faults.Fault;
import salesops.local.faults.Faults;
import salesops.local.http.HttpFront;
import salesops.runtime.Json;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.clock.DiscreteClock;
import salesops.testkit.metering.Meter;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.core.type.TypeReference;

/**
 * All functions of the wiring running in this JVM, with an HTTP front, a bus, queues, streams and
 * tables on loopback. It needs no account, container or network.
 */
public final class LocalSuite implements AutoCloseable {

  /**
   * Start options.
   *
   * @param port port of the HTTP front on loopback; 0: any free port
   * @param faultSeed seed of the injected faults; 0: none
   * @param clock clock of the suite, which the suite closes
   * @param everyTick whether schedules also run ticks that cannot find anything
   * @param extraEnv additional environment variables of every function
   * @param slackApi address for messages to Slack; absent: functions are not given one
   * @param log receives each line that a function logs
   */
  public record Options(
      int port,
      long faultSeed,
      DiscreteClock clock,
      boolean everyTick,
      Map<String, String> extraEnv,
      @Nullable URI slackApi,
      Consumer<String> log) {
    public Options {
      extraEnv = Map.copyOf(extraEnv);
    }
  }

  /** Time between two checks whether another process has applied settings. */
  private static final Duration SETTINGS_LOOK = Duration.ofSeconds(1);

  private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

  static {
    // Read once, when their classes load. Without the first, a response waits for the delayed
    // acknowledgement of its headers; without the second, only five connections are kept alive.
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("http.maxConnections", "64");
  }

  private final Engine engine;
  private final Database database;
  private final EventLog eventLog;
  private final HttpFront front;
  private final SettingsTable settings;
  private int settingsSeen;
  private DiscreteClock.@Nullable Planned settingsLook;
  private final Map<String, LocalFunction> functions;
  private final Triggers triggers;

  private LocalSuite(
      Parts parts, Map<String, LocalFunction> functions, Options options, Wiring wiring) {
    this.engine = parts.engine;
    this.database = parts.database.join();
    this.eventLog = parts.eventLog;
    this.front = parts.front;
    this.functions = functions;
    this.settings = new SettingsTable(database.plain(), Wiring.SETTINGS_TABLE, engine.clock());
    DueTimes dueTimes = new DueTimes(database.plain(), settings, wiring);
    this.triggers =
        new Triggers(engine, front, parts.bus, database, settings, dueTimes, options.everyTick());
    functions.values().forEach(triggers::connect);
    front.start();
  }

  /** The parts that start before the functions, and are closed if a function cannot be built. */
  private static final class Parts {
    final Engine engine;
    final HttpFront front;
    final EventLog eventLog = new EventLog();
    final Bus bus;
    final CompletableFuture<Database> database;

    Parts(Options options, Wiring wiring) {
      Consumer<String> log = options.log();
      engine =
          new Engine(
              options.clock(),
              new Meter(),
              new Faults(options.faultSeed()),
              new Activity(),
              new DeadLetters(),
              line -> {
                // Failures of work that the stop interrupted are expected.
                if (!options.clock().isClosed()) {
                  log.accept(line);
                }
              });
      front =
          new HttpFront(options.port(), options.clock(), engine.meter().httpRequests::increment);
      bus = new Bus(engine, eventLog);
      database =
          CompletableFuture.supplyAsync(
              () -> Database.start(engine, wiring.tables()), Thread::startVirtualThread);
    }

    void close() {
      engine.clock().close();
      front.close();
      database.thenAccept(Database::close).exceptionally(e -> null).join();
      eventLog.close();
    }
  }

  /**
   * Starts the suite; it is ready when this returns.
   *
   * @throws PortTakenException if another program listens on the port
   * @throws IllegalStateException if a function of the wiring cannot be built; the message names it
   */
  public static LocalSuite start(Options options) {
    return start(options, Wiring.SUITE);
  }

  /** Starts a suite with another wiring. */
  public static LocalSuite start(Options options, Wiring wiring) {
    Parts parts = new Parts(options, wiring);
    boolean started = false;
    try {
      Platforms platforms =
          new Platforms(parts.engine, parts.database, parts.bus, options, parts.front.url());
      LocalSuite suite =
          new LocalSuite(parts, make(wiring, platforms, parts.engine), options, wiring);
      started = true;
      return suite;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } finally {
      if (!started) {
        parts.close();
      }
    }
  }

  /** Builds all functions in parallel while the database starts. */
  private static Map<String, LocalFunction> make(
      Wiring wiring, Platforms platforms, Engine engine) {
    List<CompletableFuture<LocalFunction>> making =
        wiring.functions().stream()
            .map(
                spec ->
                    CompletableFuture.supplyAsync(
                        () -> Functions.make(spec, platforms.of(spec), engine),
                        Thread::startVirtualThread))
            .toList();
    Map<String, LocalFunction> functions = new LinkedHashMap<>();
    making.stream().map(CompletableFuture::join).forEach(f -> functions.put(f.name(), f));
    return functions;
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Address of the HTTP front, such as {@code http://127.0.0.1:8080}, without a trailing slash. It
   * answers only to loopback names.
   *
   * <p>With injected faults a request may be answered 500 although it took effect, as behind a real
   * gateway when a function dies. Send it again, with its idempotency key if it has one.
   */
  public URI url() {
    return front.url();
  }

  /**
   * Serves additional pages. The functions' routes take precedence.
   *
   * @param path the path, including all paths below it; the longest match wins
   */
  public void mount(String path, HttpHandler pages) {
    front.mount(path, pages);
  }

  /** Client for reading tables and applying settings; not metered, and without faults. */
  public DynamoDbClient dynamo() {
    return database.plain();
  }

  /** Endpoint of DynamoDB Local, for clients in other processes. */
  public URI dynamoEndpoint() {
    return database.endpoint();
  }

  /** The settings, over {@link #dynamo()}. */
  public SettingsTable settings() {
    return settings;
  }

  public Clock clock() {
    return engine.clock();
  }

  /** Follows the wall clock from now on, with several invocations at a time. */
  public void followWallClock() {
    engine.clock().followWallClock();
    lookForSettings();
  }

  /** Detects settings that another process applied, whose writes are not reported here. */
  private synchronized void lookForSettings() {
    if (settingsLook != null) {
      settingsLook.cancel();
    }
    int version = settings.pointer();
    if (version != settingsSeen) {
      settingsSeen = version;
      engine.activity().wrote(Wiring.SETTINGS_TABLE);
    }
    if (engine.clock().followsWallClock()) {
      Instant next = clock().instant().plus(SETTINGS_LOOK);
      settingsLook = engine.clock().at(next, "look for settings", this::lookForSettings);
    }
  }

  /** Lets this much time pass and runs everything that falls due in it. */
  public void advance(Duration by) {
    boolean ignored = advanceUntil(() -> false, by);
  }

  /**
   * Lets time pass until a condition holds. A suite that follows the wall clock jumps meanwhile,
   * and follows it again afterwards.
   *
   * @return false when the condition did not hold by {@code limit}
   */
  public boolean advanceUntil(BooleanSupplier reached, Duration limit) {
    boolean follows = engine.clock().followsWallClock();
    boolean is = engine.clock().advanceUntil(reached, limit);
    if (follows) {
      lookForSettings();
    }
    return is;
  }

  /**
   * Invokes a function as an operator would, with JSON in both directions.
   *
   * @throws IllegalArgumentException if there is no function with this name
   * @throws InvocationFailedException if it throws
   */
  public Map<String, Object> invoke(String function, Map<String, Object> request) {
    LocalFunction callee = functions.get(function);
    if (callee == null) {
      throw new IllegalArgumentException("no function " + function);
    }
    return switch (engine.clock().call(() -> callee.invoke(throughJson(request), true))) {
      case LocalFunction.Outcome.Answered(Object answer) -> throughJson(answer);
      case LocalFunction.Outcome.Failed(Throwable cause, boolean crashed) ->
          throw new InvocationFailedException(function, cause);
    };
  }

  private static Map<String, Object> throughJson(@Nullable Object value) {
    return value == null ? Map.of() : Json.MAPPER.readValue(Json.bytes(value), JSON_OBJECT);
  }

  public Meter meter() {
    return engine.meter();
  }

  /** Number of injected faults of each kind; every kind is present. */
  public Map<Fault, Long> faults() {
    return engine.faults().counts();
  }

  /**
   * All events so far in the order of publishing, as a view that reads each event on access. The
   * content is in an unnamed temporary file, not on the heap.
   *
   * @throws IllegalStateException if there were more events than the log keeps
   */
  public List<BusEvent> events() {
    return eventLog.all();
  }

  /** Bodies of the dead letters by function; functions without any are absent. */
  public Map<String, List<String>> deadLetters() {
    return engine.deadLetters().all();
  }

  /** Whether nothing is running, waiting in a queue or unread in a stream. */
  public boolean idle() {
    return idleExcept(Set.of());
  }

  /**
   * Like {@link #idle()}, but ignores these functions, their queues and their streams; for example
   * {@code slack-sender}, which sends one message per second.
   */
  public boolean idleExcept(Set<String> ignored) {
    long moves = engine.activity().moves();
    boolean still =
        functions.values().stream().noneMatch(f -> f.isRunning() && !ignored.contains(f.name()))
            && triggers.areIdleExcept(ignored);
    // With activity in between, the checks did not see one consistent state.
    return still && engine.activity().moves() == moves;
  }

  /** Stops everything within two seconds and leaves no file, thread or port behind. */
  @Override
  public void close() {
    engine.clock().close();
    front.close();
    database.close();
    eventLog.close();
  }
}
