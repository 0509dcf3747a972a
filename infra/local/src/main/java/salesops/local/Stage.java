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

/** A local suite with settings applied and a stand-in for Slack. */
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
   * Starts a stage on the wall clock. The settings count as applied when its clock starts, so the
   * first manager digest covers the time since then.
   *
   * @param port port of the HTTP front; 0: any free port
   * @param faultSeed seed of the injected faults; 0: none
   * @param log receives each line that a function logs
   * @throws salesops.local.http.PortTakenException if another program listens on the port
   */
  public static Stage start(int port, long faultSeed, Settings settings, Consumer<String> log) {
    return start(port, faultSeed, settings, log, Wiring.SUITE);
  }

  /** Starts a stage with another wiring than the deployed one. */
  public static Stage start(
      int port, long faultSeed, Settings settings, Consumer<String> log, Wiring wiring) {
    Stage stage = start(port, faultSeed, faultSeed, false, settings, log, wiring);
    stage.suite.followWallClock();
    return stage;
  }

  /**
   * Starts a stage on a standing clock; {@link LocalSuite#advance} lets time pass.
   *
   * @param faultSeed seed of the injected faults; 0: none
   * @param orderSeed decides the order of work that is due at the same time
   * @param everyTick whether schedules also run ticks that cannot find anything
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
