package salesops.local.engine;

import com.sun.net.httpserver.HttpHandler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salesops.runtime.SettingsTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every function of the wiring, running in this JVM: an HTTP front, a bus, queues, streams and
 * tables on loopback. No account, container or network is needed.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class LocalSuite implements AutoCloseable {

  /**
   * How to start.
   *
   * @param port of the HTTP front on loopback; 0: any free one
   * @param faultSeed what goes wrong, and when; 0: nothing does
   * @param virtualStart where the suite's clock starts
   * @param extraEnv environment variables each function is given besides its own
   * @param slackApi where messages to Slack are posted; absent: functions are not told
   * @param log takes each line that a function logs
   */
  public record Options(
      int port,
      long faultSeed,
      Instant virtualStart,
      Map<String, String> extraEnv,
      @Nullable URI slackApi,
      Consumer<String> log) {
    public Options {
      extraEnv = Map.copyOf(extraEnv);
    }
  }

  private LocalSuite() {}

  /**
   * Starts the suite; it is ready when this returns.
   *
   * @throws PortTakenException when another program listens on the port
   * @throws IllegalStateException when a function of the wiring cannot be built; names it
   */
  public static LocalSuite start(Options options) {
    throw new UnsupportedOperationException();
  }

  /**
   * The HTTP front, such as {@code http://127.0.0.1:8080}, without a slash at the end.
   *
   * <p>Under faults a request may be answered 500 although it took effect, as behind a real gateway
   * when a function dies: send it again, with its idempotency key if it has one.
   */
  public URI url() {
    throw new UnsupportedOperationException();
  }

  /**
   * Serves more pages beside the functions' routes, which win over it.
   *
   * @param path this path and all below it; of several the longest is asked
   */
  public void mount(String path, HttpHandler pages) {
    throw new UnsupportedOperationException();
  }

  /** For reading tables back and applying settings: neither counted nor faulted. */
  public DynamoDbClient dynamo() {
    throw new UnsupportedOperationException();
  }

  /** The settings, over {@link #dynamo()}. */
  public SettingsTable settings() {
    throw new UnsupportedOperationException();
  }

  public Clock clock() {
    throw new UnsupportedOperationException();
  }

  /** Moves the suite's clock forward; schedules that fall due fire once. */
  public void tick(Duration by) {
    throw new UnsupportedOperationException();
  }

  /**
   * Calls a function as an operator would, through JSON both ways.
   *
   * @throws IllegalArgumentException when there is no function of this name
   * @throws InvocationFailedException when it throws
   */
  public Map<String, Object> invoke(String function, Map<String, Object> request) {
    throw new UnsupportedOperationException();
  }

  public Meter meter() {
    throw new UnsupportedOperationException();
  }

  /** How often each kind of fault was injected; every kind is present. */
  public Map<Fault, Long> faults() {
    throw new UnsupportedOperationException();
  }

  /**
   * Everything ever put on the bus, in that order; a view of what there is now, read when asked
   * for. The details live in an unnamed temporary file, not on the heap.
   *
   * @throws IllegalStateException when more were put than are kept
   */
  public List<BusEvent> events() {
    throw new UnsupportedOperationException();
  }

  /**
   * Bodies of the dead letters by name of the function whose queue or stream they come from;
   * functions without any are absent.
   */
  public Map<String, List<String>> deadLetters() {
    throw new UnsupportedOperationException();
  }

  /** Nothing runs, waits in a queue or is unread in a stream. */
  public boolean idle() {
    return idleExcept(Set.of());
  }

  /**
   * Like {@link #idle()} without looking at these functions and what waits for them; for example
   * {@code slack-sender}, which sends at one message a second.
   */
  public boolean idleExcept(Set<String> functions) {
    throw new UnsupportedOperationException();
  }

  /** Stops everything within two seconds; leaves no file, thread or port behind. */
  @Override
  public void close() {}
}
