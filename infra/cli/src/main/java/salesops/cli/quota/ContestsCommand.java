package salesops.cli.quota;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Table;
import salesops.cli.suite.Connection;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.QuotaOperation.ContestNow;
import salesops.quota.QuotaOperation.ContestsNow;
import salesops.quota.QuotaOperation.ShowContests;
import salesops.quota.goals.Contests.Rank;

/** {@code salesops contests}: how contests stand, and closing them. */
@Command(
    name = "contests",
    mixinStandardHelpOptions = true,
    description = "Show how contests stand.")
public final class ContestsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection at = new Connection();

  @Override
  public Integer call() {
    print(at.suite().ask(new ShowContests(null, false, at.actor())), spec.commandLine().getOut());
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Decide a contest whose days are over. What closes later changes nothing.")
  int close(@Mixin Connection ledger, @Parameters(paramLabel = "NAME") String name) {
    print(
        ledger.suite().ask(new ShowContests(name, true, ledger.actor())),
        spec.commandLine().getOut());
    return 0;
  }

  static void print(ContestsNow contests, PrintWriter out) {
    if (contests.contests().isEmpty()) {
      out.println("There are no contests. They belong in the settings, under contests.");
      return;
    }
    String gap = "";
    for (ContestNow contest : contests.contests()) {
      out.print(gap);
      print(contest, contests.currency(), out);
      gap = System.lineSeparator();
    }
  }

  private static void print(ContestNow contest, String currency, PrintWriter out) {
    Instant closed = contest.closedAt();
    out.printf(
        "%s, %s%s · %s%n",
        contest.name(),
        Options.days(new Period(contest.from(), contest.until())),
        contest.prize().isEmpty() ? "" : " · prize: " + contest.prize(),
        closed == null ? "open" : "closed " + Options.moment(closed));
    Table table = new Table().number("").text("rep").number("score");
    for (Rank rank : contest.ranks()) {
      table.line(
          Integer.toString(rank.rank()),
          rank.name(),
          contest.metric().equals("REVENUE")
              ? new Money(rank.score(), currency).text()
              : Long.toString(rank.score()));
    }
    table.print(out);
  }
}
