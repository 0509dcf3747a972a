package salesops.cli.leads;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.routing.RoutingOperation.Explain;
import salesops.routing.RoutingOperation.ExplainTerritory;

/** {@code salesops explain}: why this score, why this owner. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says why a lead has its score and its owner, and decides anew from the stored inputs to see"
          + " whether the same owner comes out."
    })
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "LEAD", description = "id, or e-mail address of the person")
  private String lead = "";

  @Option(
      names = "--why-not",
      paramLabel = "TERRITORY",
      description = "say which criterion of a territory the lead missed")
  private @Nullable String territory;

  @Override
  public Integer call() {
    Suite suite = connection.suite();
    String text =
        territory == null
            ? Explanation.text(suite.ask(new Explain(lead)), suite.zone())
            : Explanation.whyNot(suite.ask(new ExplainTerritory(lead, territory)));
    spec.commandLine().getOut().println(text);
    return 0;
  }
}
