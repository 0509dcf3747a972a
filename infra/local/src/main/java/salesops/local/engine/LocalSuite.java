package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpHandler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import salesops.wiring.Switch;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.core.type.TypeReference;

/**
 * Every function of the wiring, running in this JVM: an HTTP front, a bus, queues, streams and
 * tables on loopback. No account, container or network is needed.
 */
public final class LocalSuite implements AutoCloseable {

  /**
   * How to start.
   *
   * @param port of the HTTP front on loopback; 0: any free one
   * @param faultSeed what goes wrong, and when; 0: nothing does
   * @param clock of the suite, with the work that is due; closed with it
   * @param everyTick whether schedules tick also when that cannot find anything
   * @param extraEnv environment variables each function is given besides its own
   * @param slackApi where messages to Slack are posted; absent: functions are not told
   * @param log takes each line that a function logs
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

  /** How often it is looked whether another process applied settings. */
  private static final Duration SETTINGS_LOOK = Duration.ofSeconds(1);

  /** What a schedule sends. */
  private static final String EMPTY_EVENT = "{}";

  private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

  static {
    // Read once, when their classes load. Without the first, an answer waits for the delayed
    // acknowledgement of its headers; without the second, connections beyond five are not kept.
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("http.maxConnections", "64");
  }

  private final Engine engine;
  private final Database database;
  private final EventLog eventLog;
  private final HttpFront front;
  private final boolean everyTick;
  private final SettingsTable settings;
  private final DueTimes dueTimes;
  private int settingsSeen;
  private DiscreteClock.@Nullable Planned settingsLook;
  private final Map<String, LocalFunction> functions;
  private final Map<String, MessageQueue> queues = new TreeMap<>();
  private final List<StreamTrigger> streams = new ArrayList<>();

  private LocalSuite(
      Parts parts, Map<String, LocalFunction> functions, Options options, Wiring wiring) {
    this.engine = parts.engine;
    this.database = parts.database.join();
    this.eventLog = parts.eventLog;
    this.front = parts.front;
    this.functions = functions;
    this.settings = new SettingsTable(database.plain(), Wiring.SETTINGS_TABLE, engine.clock());
    this.everyTick = options.everyTick();
    this.dueTimes = new DueTimes(database.plain(), settings, wiring);
    functions.values().forEach(function -> connect(function, parts.bus));
    front.start();
  }

  /** What is made before the functions, and must be closed when one of them cannot be made. */
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
                // What is interrupted by the stop is no news.
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
   * @throws PortTakenException when another program listens on the port
   * @throws IllegalStateException when a function of the wiring cannot be built; names it
   */
  public static LocalSuite start(Options options) {
    return start(options, Wiring.SUITE);
  }

  /** Starts a suite that hangs together in another way. */
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

  /** All functions, made at the same time while the database starts. */
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

  private void connect(LocalFunction function, Bus bus) {
    for (Trigger trigger : function.spec().triggers()) {
      switch (trigger) {
        case Trigger.Http http ->
            http.routes()
                .forEach(
                    key -> front.route(key, request -> answer(function, request), http.open()));
        case Trigger.Queue queue -> connect(function, queue, bus);
        case Trigger.Stream stream -> connect(function, stream);
        case Trigger.Schedule schedule -> schedule(function, schedule, function::invokeEmpty);
        case Trigger.Invoke invoke -> {}
      }
    }
  }

  private Optional<APIGatewayV2HTTPResponse> answer(
      LocalFunction function, APIGatewayV2HTTPEvent request) {
    return switch (engine.clock().call(() -> function.invoke(request, true))) {
      case LocalFunction.Outcome.Answered(APIGatewayV2HTTPResponse response) ->
          Optional.of(response);
      case LocalFunction.Outcome.Answered(Object other) -> Optional.empty();
      case LocalFunction.Outcome.Failed(Throwable cause, boolean crashed) -> Optional.empty();
    };
  }

  private void connect(LocalFunction function, Trigger.Queue trigger, Bus bus) {
    MessageQueue queue =
        new MessageQueue(
            function.name(), trigger.receivesMax(), function.spec().visibility(), engine);
    queues.put(function.name(), queue);
    Switch optional = trigger.optional();
    BooleanSupplier wanted =
        optional == null ? () -> true : () -> optional.wanted().test(settings.current());
    bus.rule(function.name(), trigger, queue, wanted);
    QueueTrigger deliveries = new QueueTrigger(function, trigger, queue, engine);
    queue.afterChanges(deliveries::plan);
    if (trigger.schedule() != null) {
      schedule(function, trigger.schedule(), () -> queue.send(List.of(EMPTY_EVENT)));
    }
  }

  private void connect(LocalFunction function, Trigger.Stream trigger) {
    StreamTrigger stream =
        new StreamTrigger(
            function, trigger, database.streamArn(trigger.table()), database.streams(), engine);
    streams.add(stream);
    engine.activity().afterWrites(trigger.table(), stream::wrote);
  }

  private void schedule(LocalFunction function, Trigger.Schedule trigger, Runnable tick) {
    String table = function.spec().service();
    Schedule.Finds finds = everyTick ? now -> now : now -> dueTimes.next(trigger.due(), table, now);
    Schedule schedule =
        new Schedule(
            function.name() + " by schedule", trigger.every(), finds, tick, engine.clock());
    engine.activity().afterWrites(table, schedule::plan);
    engine.activity().afterWrites(Wiring.SETTINGS_TABLE, schedule::plan);
    schedule.plan();
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * The HTTP front, such as {@code http://127.0.0.1:8080}, without a slash at the end. It answers
   * only to loopback names.
   *
   * <p>Under faults a request may be answered 500 although it took effect, as behind a real gateway
   * when a function dies: send it again, with its idempotency key if it has one.
   */
  public URI url() {
    return front.url();
  }

  /**
   * Serves more pages beside the functions' routes, which win over it.
   *
   * @param path this path and all below it; of several the longest is asked
   */
  public void mount(String path, HttpHandler pages) {
    front.mount(path, pages);
  }

  /** For reading tables back and applying settings: neither counted nor faulted. */
  public DynamoDbClient dynamo() {
    return database.plain();
  }

  /** What the suite posts to Slack with. */
  public static final String SLACK_TOKEN = "xoxb-local";

  /** What programs post leads with; anybody can read it here. */
  public static final String SERVER_KEY = "server-key-of-the-local-suite";

  /**
   * What a distribution in front of the suite would prove itself with; anybody can read it here.
   */
  public static final String DISTRIBUTION_KEY = "distribution-key-of-the-local-suite";

  /** What the suite signs webhooks with, whatever the endpoint. */
  public static final String WEBHOOK_KEY = "a webhook key of the local suite that is no secret";

  /** What a CRM signs changes of deals with; anybody can read it here. */
  public static final String CRM_KEY = "a CRM key of the local suite that is no secret";

  /** Where the tables are, for a client in another process. */
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

  /** Follows the wall clock from now on: several invocations at a time, as they come. */
  public void followWallClock() {
    engine.clock().followWallClock();
    lookForSettings();
  }

  /** Settings are applied by other processes too, whose writes nobody here sees. */
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

  /** Stands still from now on, but for {@link #settle}, {@link #advance} and requests. */
  public void stand() {
    engine.clock().stand();
  }

  /** Does all that is due now. */
  public void settle() {
    advance(Duration.ZERO);
  }

  /** Lets so much time pass and does all that falls due in it. */
  public void advance(Duration by) {
    boolean ignored = advanceUntil(() -> false, by);
  }

  /**
   * Lets time pass until something is the case. A suite that follows the wall clock jumps
   * meanwhile, and follows it again from there.
   *
   * @return false when that was not so by {@code limit}
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
   * Calls a function as an operator would, through JSON both ways.
   *
   * @throws IllegalArgumentException when there is no function of this name
   * @throws InvocationFailedException when it throws
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

  /** How often each kind of fault was injected; every kind is present. */
  public Map<Fault, Long> faults() {
    return engine.faults().counts();
  }

  /**
   * Everything ever put on the bus, in that order; a view of what there is now, read when asked
   * for. The details live in an unnamed temporary file, not on the heap.
   *
   * @throws IllegalStateException when more were put than are kept
   */
  public List<BusEvent> events() {
    return eventLog.all();
  }

  /**
   * Bodies of the dead letters by name of the function whose queue or stream they come from;
   * functions without any are absent.
   */
  public Map<String, List<String>> deadLetters() {
    return engine.deadLetters().all();
  }

  /** Nothing runs, waits in a queue or is unread in a stream. */
  public boolean idle() {
    return idleExcept(Set.of());
  }

  /**
   * Like {@link #idle()} without looking at these functions and what waits for them; for example
   * {@code slack-sender}, which sends at one message a second.
   */
  public boolean idleExcept(Set<String> ignored) {
    long moves = engine.activity().moves();
    boolean still =
        functions.values().stream().noneMatch(f -> f.isRunning() && !ignored.contains(f.name()))
            && queues.entrySet().stream()
                .allMatch(q -> ignored.contains(q.getKey()) || q.getValue().isEmpty())
            && streams.stream().allMatch(s -> ignored.contains(s.functionName()) || s.isDrained());
    // If anything moved while looking, the looks were not at one moment.
    return still && engine.activity().moves() == moves;
  }

  /** Stops everything within two seconds; leaves no file, thread or port behind. */
  @Override
  public void close() {
    engine.clock().close();
    front.close();
    database.close();
    eventLog.close();
  }
}
