package salesops.cli.reps;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Texts;
import salesops.cli.suite.Connection;
import salesops.routing.RoutingAnswer.CapacityRaised;
import salesops.routing.RoutingAnswer.RepIsAway;
import salesops.routing.RoutingOperation.MarkAway;
import salesops.routing.RoutingOperation.MarkBack;
import salesops.routing.RoutingOperation.RaiseRep;

/** {@code salesops reps}: who is away today, who takes more. What lasts belongs in the settings. */
@Command(
    name = "reps",
    mixinStandardHelpOptions = true,
    description = "Mark a rep as away or back, or give room for more leads.")
public final class RepsCommand implements Runnable {
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
    RepIsAway away = connection.suite().ask(new MarkAway(Texts.rep(rep), until));
    spec.commandLine().getOut().println(rep + " is away until " + away.until());
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "A rep gets leads again, from now on.")
  int back(@Mixin Connection connection, @Parameters(paramLabel = "EMAIL") String rep) {
    connection.suite().ask(new MarkBack(Texts.rep(rep)));
    spec.commandLine().getOut().println(rep + " is back; held leads are tried again");
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "A rep may have more open leads for a while, then the settings count again.")
  int capacity(
      @Mixin Connection connection,
      @Parameters(paramLabel = "EMAIL") String rep,
      @Parameters(paramLabel = "N", description = "open leads at a time") int capacity,
      @Option(
              names = "--until",
              paramLabel = "T",
              description =
                  "2026-11-09 (start of that day for the rep) or 2026-11-03T14:00Z; default: 7"
                      + " days from now")
          @Nullable String until) {
    CapacityRaised raised =
        connection.suite().ask(new RaiseRep(Texts.rep(rep), capacity, until, connection.actor()));
    spec.commandLine()
        .getOut()
        .printf(
            "%s may have %d open leads until %s; held leads that found an owner: %d%n",
            rep, raised.capacity(), raised.until(), raised.assigned());
    return 0;
  }
}
