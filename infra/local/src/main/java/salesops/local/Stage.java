package salesops.local;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import salesops.local.engine.LocalSuite;
import salesops.local.platform.LocalSecrets;
import salesops.model.settings.Settings;
import salesops.settings.Compiled;
import salesops.settings.TrialStart;
import salesops.testkit.clock.DiscreteClock;
import salesops.testkit.slack.SlackStandIn;
import salesops.wiring.Wiring;

/** A local suite with settings applied and a stand-in for Slack beside it. */
public final class Stage implements AutoCloseable {
  private final SlackStandIn slack;
  private final LocalSuite suite;
  private final Settings settings;

  private Stage(SlackStandIn slack, LocalSuite suite, Settings settings) {
    this.slack = slack;
    this.suite = suite;
    this.settings = settings;
  }

  /**
   * Starts it. The settings count as applied when its clock starts: what is told since then, such
   * as the first digest of managers, begins there.
   *
   * @param port of the HTTP front; 0: any free one
   * @param faultSeed what goes wrong, and when; 0: nothing does
   * @param log takes each line that a function logs
   * @throws salesops.local.http.PortTakenException when another program listens on the port
   */
  public static Stage start(int port, long faultSeed, Settings settings, Consumer<String> log) {
    return start(port, faultSeed, settings, log, Wiring.SUITE);
  }

  /** Starts it with other functions than the deployed ones. */
  public static Stage start(
      int port, long faultSeed, Settings settings, Consumer<String> log, Wiring wiring) {
    Stage stage = start(port, faultSeed, faultSeed, false, settings, log, wiring);
    stage.suite.followWallClock();
    return stage;
  }

  /**
   * Starts it on a clock that stands: {@link LocalSuite#advance} lets time pass.
   *
   * @param faultSeed what goes wrong, and when; 0: nothing does
   * @param orderSeed decides the order of what is due together
   * @param everyTick whether schedules tick also when that cannot find anything
   */
  public static Stage standing(
      long faultSeed, long orderSeed, boolean everyTick, Settings settings) {
    return start(0, faultSeed, orderSeed, everyTick, settings, line -> {}, Wiring.SUITE);
  }

  private static Stage start(
      int port,
      long faultSeed,
      long orderSeed,
      boolean everyTick,
      Settings settings,
      Consumer<String> log,
      Wiring wiring) {
    Instant start = TrialStart.of(settings);
    DiscreteClock clock = new DiscreteClock(start, orderSeed);
    SlackStandIn slack = SlackStandIn.start(clock);
    slack.accept(LocalSecrets.SLACK_TOKEN);
    slack.list(
        settings.teams().stream()
            .flatMap(team -> Stream.of(team.channel(), team.escalate()))
            .filter(Objects::nonNull)
            .toList());
    try {
      LocalSuite suite =
          LocalSuite.start(
              new LocalSuite.Options(port, faultSeed, clock, everyTick, Map.of(), slack.api(), log),
              wiring);
      Settings applied =
          Compiled.stamped(
              settings, settings.version(), settings.salt(), start, settings.appliedBy());
      if (!suite.settings().apply(applied)) {
        throw new IllegalStateException("a fresh suite refused its first settings");
      }
      return new Stage(slack, suite, applied);
    } catch (RuntimeException e) {
      slack.close();
      throw e;
    }
  }

  public LocalSuite suite() {
    return suite;
  }

  public SlackStandIn slack() {
    return slack;
  }

  public Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    suite.close();
    slack.close();
  }
}
