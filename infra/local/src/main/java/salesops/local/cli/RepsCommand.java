package salesops.local.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code salesops reps}: who is away today. Lasting absences belong in the settings. */
@Command(
    name = "reps",
    mixinStandardHelpOptions = true,
    description = "Mark a rep as away, or back.")
final class RepsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "A rep gets no leads until a time: an ISO date, or date and time with zone.")
  int away(
      @Mixin Connection connection,
      @Parameters(paramLabel = "EMAIL") String rep,
      @Option(
              names = "--until",
              required = true,
              paramLabel = "T",
              description = "2026-11-09 (start of that day for the rep) or 2026-11-03T14:00Z")
          String until) {
    Map<String, Object> answer = connection.operate("repAway", Map.of("rep", rep, "until", until));
    spec.commandLine()
        .getOut()
        .println(rep + " is away until " + answer.getOrDefault("until", until));
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "A rep gets leads again, from now on.")
  int back(@Mixin Connection connection, @Parameters(paramLabel = "EMAIL") String rep) {
    connection.operate("repBack", Map.of("rep", rep));
    spec.commandLine().getOut().println(rep + " is back; held leads are tried again");
    return 0;
  }
}
