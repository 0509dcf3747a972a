package salesops.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import salesops.cli.console.UserError;
import salesops.cli.deals.ActivitiesCommand;
import salesops.cli.deals.DealsCommand;
import salesops.cli.demo.DemoCommand;
import salesops.cli.demo.UpCommand;
import salesops.cli.imports.ImportCommand;
import salesops.cli.leads.ExplainCommand;
import salesops.cli.leads.FormsCommand;
import salesops.cli.leads.LeadsCommand;
import salesops.cli.quota.ContestsCommand;
import salesops.cli.quota.LeaderboardCommand;
import salesops.cli.quota.QuotaCommand;
import salesops.cli.quota.StatementCommand;
import salesops.cli.replay.HistoryCommand;
import salesops.cli.replay.ReplayCommand;
import salesops.cli.reps.RepsCommand;
import salesops.cli.republish.RepublishCommand;
import salesops.cli.settings.CheckCommand;
import salesops.cli.settings.SettingsCommand;
import salesops.cli.suite.Connection;
import salesops.cli.webhooks.WebhooksCommand;
import salesops.model.settings.Criteria;

/** {@code ./salesops}: lists the commands. */
@Command(
    name = "salesops",
    mixinStandardHelpOptions = true,
    versionProvider = Salesops.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Sales operations: leads scored, routed and announced.",
    footer = {
      "",
      "Also, by the launcher: synth [--out DIR] writes the CloudFormation templates; deploy deploys"
          + " them.",
      "Exit codes: 0 done, 1 refused or not clean, 2 wrong use."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ExplainCommand.class,
      LeadsCommand.class,
      DealsCommand.class,
      ActivitiesCommand.class,
      ImportCommand.class,
      RepsCommand.class,
      HistoryCommand.class,
      QuotaCommand.class,
      LeaderboardCommand.class,
      StatementCommand.class,
      ContestsCommand.class,
      RepublishCommand.class,
      FormsCommand.class,
      WebhooksCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Salesops implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  public static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Salesops());
    commands.addSubcommand(settings());
    return commands
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new OneSentence());
  }

  /** The settings commands with the options that say which suite is meant. */
  private static CommandLine settings() {
    Connection connection = new Connection();
    CommandLine settings =
        new CommandLine(
            new SettingsCommand(
                () -> connection.suite().settings(),
                connection::actor,
                Clock.systemUTC(),
                (before, after) -> ReplayCommand.preview(connection, before, after)));
    settings.addSubcommand(new ReplayCommand(connection));
    settings.addSubcommand(new CheckCommand(connection));
    settings
        .getSubcommands()
        .values()
        .forEach(
            command ->
                command
                    .getCommandSpec()
                    .addMixin("connection", CommandSpec.forAnnotatedObject(connection)));
    return settings;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"salesops 1.0.0"};
    }
  }

  /**
   * What the user can mend is one sentence, whatever a file or an answer put into it; anything else
   * is a bug and keeps its trace.
   */
  private static final class OneSentence implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult arguments)
        throws Exception {
      if (error instanceof UserError || error instanceof IllegalArgumentException) {
        String sentence = Criteria.oneLine(String.valueOf(error.getMessage()));
        command.getErr().println("salesops: " + sentence);
        return 1;
      }
      throw error;
    }
  }
}
