package salesops.cli.quota;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Table;
import salesops.cli.suite.Connection;
import salesops.model.deal.Money;
import salesops.quota.QuotaOperation.Leaders;
import salesops.quota.QuotaOperation.ShowLeaderboard;
import salesops.quota.attainment.ListAttainment.By;
import salesops.quota.attainment.ListAttainment.Place;

/** {@code salesops leaderboard}: reps by rank. */
@Command(
    name = "leaderboard",
    mixinStandardHelpOptions = true,
    description = "Rank the reps of a period by revenue, attainment or deals won.")
public final class LeaderboardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection at = new Connection();

  @Parameters(
      arity = "0..1",
      paramLabel = "PERIOD",
      description = "2026-07, 2026-Q3 or 2026; default: this quarter")
  private @Nullable String period;

  @Option(names = "--by", description = "${COMPLETION-CANDIDATES}; default: revenue")
  private @Nullable By by;

  @Override
  public Integer call() {
    print(at.suite().ask(new ShowLeaderboard(period, by)), spec.commandLine().getOut());
    return 0;
  }

  static void print(Leaders leaders, PrintWriter out) {
    out.printf(
        "%s (%s), by %s%n",
        leaders.name(),
        Options.days(leaders.period()),
        leaders.by().name().toLowerCase(Locale.ROOT));
    Table table =
        new Table()
            .number("")
            .text("rep")
            .text("team")
            .number("revenue")
            .number("deals")
            .number("attained")
            .number("spread");
    for (Place place : leaders.places()) {
      Double spread = place.consistency();
      table.line(
          Integer.toString(place.rank()),
          Objects.requireNonNull(place.line().rep()).shortName(),
          Objects.requireNonNullElse(place.line().team(), Options.NONE),
          place.revenue().text(),
          Long.toString(place.line().deals()),
          Options.orNone(place.line().percent(), " %"),
          spread == null ? Options.NONE : String.format(Locale.ROOT, "%.0f %%", 100 * spread));
    }
    table.print(out);
    Money average = leaders.averageRevenue();
    out.printf(
        "%d of %d reps with a quota have reached it.%s%n",
        leaders.atQuota(),
        leaders.withQuota(),
        average == null ? "" : " Revenue per rep: " + average.text() + ".");
    out.println("Spread: how much quarters differ, as percent of their mean; lower is steadier.");
  }
}
