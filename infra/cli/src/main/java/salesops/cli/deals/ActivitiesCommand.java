package salesops.cli.deals;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salesops.cli.console.Resending;
import salesops.cli.console.Since;
import salesops.cli.console.Texts;
import salesops.cli.console.UserError;
import salesops.cli.leads.NamedLead;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.deals.DealsAnswer.ActivityStored;
import salesops.deals.DealsOperation.LogActivity;
import salesops.model.Codes;
import salesops.model.deal.Activity;

/** {@code salesops activities}: what reps did about leads and deals. */
@Command(
    name = "activities",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Log calls, emails, meetings and other work on a lead or deal.")
public final class ActivitiesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Log what a rep did about a lead or a deal; a contact stops the lead's clock.")
  int log(
      @Mixin Connection at,
      @Option(
              names = "--lead",
              paramLabel = "LEAD",
              description = "Id, or the person's email address.")
          @Nullable String lead,
      @Option(names = "--deal", paramLabel = "ID") @Nullable String deal,
      @Option(
              names = "--kind",
              required = true,
              paramLabel = "KIND",
              description =
                  "call, email, meeting, data-entry or proposal; reply: the prospect answered.")
          String kind,
      @Option(names = "--minutes", paramLabel = "N", description = "How long it took.")
          @Nullable Integer minutes,
      @Option(names = "--rep", paramLabel = "EMAIL", description = "Default: the owner.")
          @Nullable String rep,
      @Option(
              names = "--at",
              paramLabel = "T",
              converter = Since.Reader.class,
              description = "2026-11-03T14:00 (the company's) or …T14:00Z; default: now.")
          @Nullable Since time,
      @Option(names = "--note", paramLabel = "TEXT", description = "Kept in the history.")
          @Nullable String note) {
    if ((lead == null) == (deal == null)) {
      throw new UserError("Name either a lead with --lead or a deal with --deal.");
    }
    Suite suite = at.suite();
    NamedLead named = lead == null ? null : NamedLead.find(suite, lead);
    LogActivity log =
        new LogActivity(
            named == null ? null : named.id(),
            deal,
            kind,
            minutes,
            rep == null ? null : Texts.rep(rep),
            time == null ? null : time.in(suite.zone()),
            note,
            false,
            at.actor(),
            DealsCommand.newKey());
    ActivityStored stored = Resending.USUAL.ask(() -> suite.ask(log));
    Activity activity = stored.activity();
    spec.commandLine()
        .getOut()
        .printf(
            "Logged for %s: %s%s by %s, %s%n",
            named == null ? deal : named.text(),
            Codes.words(activity.kind().name()),
            activity.minutes() == null ? "" : " (" + activity.minutes() + " min)",
            activity.rep().shortName(),
            Texts.time(activity.at(), suite.zone()));
    return 0;
  }
}
