package salesops.cli.settings;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Progress;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.runtime.operations.Operation;
import salesops.slack.SlackOperation.Channels;
import salesops.slack.SlackOperation.FindChannels;
import salesops.slack.SlackOperation.FindPerson;
import salesops.slack.SlackOperation.SlackAnswer;

/** {@code salesops settings check}: whether Slack knows everybody the settings name. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Ask Slack for each rep, manager and channel of the settings, and name who is missing.",
      "Asks as often as Slack allows: about 50 people a minute."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:Slack knows all of them", "1:somebody is missing", "2:wrong usage"})
public final class CheckCommand implements Callable<Integer> {
  /**
   * People asked for in a minute, with room for the suite's own look-ups.
   *
   * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits, tier 3</a>
   */
  static final int PEOPLE_PER_MINUTE = 45;

  /** Pages of channels, a hundred each, before the list is given up as too long. */
  private static final int PAGES_MAX = 200;

  /** Times in a row that Slack may say to wait. */
  private static final int WAITS_MAX = 20;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Connection connection;
  private final Consumer<Duration> pause;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Settings in YAML. Left out: those in force.")
  private @Nullable Path file;

  public CheckCommand(Connection connection) {
    this(connection, pause -> LockSupport.parkNanos(pause.toNanos()));
  }

  public CheckCommand(Connection connection, Consumer<Duration> pause) {
    this.connection = connection;
    this.pause = pause;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings =
        file == null
            ? connection.suite().settings().current()
            : SettingsSource.compile(file, spec.commandLine().getErr());
    Map<String, String> people = people(settings);
    Set<String> channels = channels(settings);
    List<String> missing = new ArrayList<>();
    try (Progress progress = Progress.of("people", people.size())) {
      int asked = 0;
      for (Map.Entry<String, String> person : people.entrySet()) {
        if (asked > 0 && asked % PEOPLE_PER_MINUTE == 0) {
          pause.accept(MINUTE);
        }
        asked++;
        if (!Boolean.TRUE.equals(ask(new FindPerson(person.getKey())).found())) {
          missing.add(person.getValue() + " " + person.getKey() + ": Slack knows nobody by it");
        }
        progress.step();
      }
    }
    for (String channel : unlisted(channels)) {
      missing.add(
          "channel " + channel + ": not there, archived, or private and the app is not in it");
    }
    missing.forEach(out::println);
    out.println(
        missing.isEmpty()
            ? "Slack knows all " + people.size() + " people and " + channels.size() + " channels."
            : missing.size() + " of " + (people.size() + channels.size()) + " are missing.");
    return missing.isEmpty() ? 0 : 1;
  }

  /** What each e-mail address is to the company; who is both is named once. */
  private static Map<String, String> people(Settings settings) {
    return Stream.concat(
            settings.reps().stream().map(Rep::id).map(rep -> Map.entry(rep.email(), "rep")),
            settings.teams().stream().map(team -> Map.entry(team.manager().email(), "manager")))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.LinkedHashMap::new));
  }

  private static Set<String> channels(Settings settings) {
    Set<String> channels = new LinkedHashSet<>();
    for (Settings.Team team : settings.teams()) {
      Stream.ofNullable(team.channel()).forEach(channels::add);
      Stream.ofNullable(team.escalate()).forEach(channels::add);
    }
    return channels;
  }

  private Set<String> unlisted(Set<String> channels) {
    Set<String> left = new LinkedHashSet<>(channels);
    String cursor = "";
    for (int page = 0; !left.isEmpty(); page++) {
      if (page == PAGES_MAX) {
        throw new UserError("Slack lists more channels than are looked through");
      }
      Channels answer = ask(new FindChannels(List.copyOf(left), cursor));
      answer.found().forEach(left::remove);
      cursor = answer.next();
      if (cursor.isEmpty()) {
        return left;
      }
    }
    return left;
  }

  /** Asks again for as long as Slack says to wait. */
  private <A extends SlackAnswer> A ask(Operation<A> operation) {
    for (int i = 0; i < WAITS_MAX; i++) {
      A answer = connection.suite().ask(operation);
      Long seconds = answer.retryAfterSeconds();
      if (seconds == null) {
        return answer;
      }
      pause.accept(Duration.ofSeconds(seconds));
    }
    throw new UserError("Slack keeps saying to wait: try later");
  }
}
