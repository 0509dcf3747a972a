package salesops.cli.leads;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.History;
import salesops.cli.console.Resending;
import salesops.cli.console.Texts;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.deals.DealsAnswer.LeadAnswered;
import salesops.deals.DealsAnswer.LeadWorkShown;
import salesops.deals.DealsOperation.DisqualifyLead;
import salesops.deals.DealsOperation.QualifyLead;
import salesops.deals.DealsOperation.ShowLeadWork;
import salesops.deals.lead.LeadWork;
import salesops.model.Codes;
import salesops.runtime.operations.Operation;

/** What reps do with a lead after it has an owner. */
final class WorkCommands {
  private WorkCommands() {}

  /** A command about one lead. */
  abstract static class OfLead implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    @Mixin Connection connection = new Connection();

    @Parameters(paramLabel = "LEAD", description = "The lead's id or the person's email address.")
    String lead = "";

    abstract void run(Suite suite, NamedLead named, PrintWriter out);

    @Override
    public Integer call() {
      Suite suite = connection.suite();
      run(suite, NamedLead.find(suite, lead), spec.commandLine().getOut());
      return 0;
    }

    final void act(
        Suite suite, NamedLead named, Operation<LeadAnswered> operation, PrintWriter out) {
      LeadAnswered answer = Resending.USUAL.ask(() -> suite.ask(operation));
      out.printf(
          "%s: %s%s%s%n",
          named.text(),
          Codes.words(answer.leadState().name()),
          answer.owner() == null ? "" : ", owner " + answer.owner().shortName(),
          answer.changed() ? "" : " (no change)");
    }
  }

  @Command(
      name = "qualify",
      mixinStandardHelpOptions = true,
      description = "Mark a lead as worth a deal.")
  static final class Qualify extends OfLead {
    @Override
    void run(Suite suite, NamedLead named, PrintWriter out) {
      act(suite, named, new QualifyLead(named.id(), connection.actor(), newKey()), out);
    }
  }

  @Command(
      name = "disqualify",
      mixinStandardHelpOptions = true,
      description = "Mark a lead as not a fit.")
  static final class Disqualify extends OfLead {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "REASON",
        description = "Why; one of the settings' reasons if they have any.")
    private String reason = "";

    @Override
    void run(Suite suite, NamedLead named, PrintWriter out) {
      act(suite, named, new DisqualifyLead(named.id(), reason, connection.actor(), newKey()), out);
    }
  }

  @Command(
      name = "work",
      mixinStandardHelpOptions = true,
      description = "Show a lead's state, owner, response clock and history.")
  static final class Work extends OfLead {
    @Override
    void run(Suite suite, NamedLead named, PrintWriter out) {
      LeadWorkShown shown = suite.ask(new ShowLeadWork(named.id()));
      ZoneId zone = suite.zone();
      print(shown.work(), zone, out);
      History.print(shown.history(), zone, out);
    }

    private static void print(LeadWork work, ZoneId zone, PrintWriter out) {
      out.println(work.summary().isEmpty() ? work.leadId().value() : work.summary());
      line(
          out,
          "state",
          Codes.words(work.leadState().name())
              + (work.reason().isEmpty() ? "" : ": " + work.reason()));
      line(out, "grade", work.grade().toString());
      line(out, "owner", work.owner() == null ? "none now" : work.owner().email());
      LeadWork.Clock clock = work.clock();
      if (clock != null) {
        line(
            out,
            "clock",
            Codes.words(clock.measure().name()) + " at " + Texts.time(clock.dueAt(), zone));
      }
      if (work.nurture() != null) {
        line(out, "back on", Texts.day(work.nurture().dueOn()));
      }
      if (work.dealId() != null) {
        line(out, "deal", work.dealId().value());
      }
      for (LeadWork.Owned owned : work.owners()) {
        line(
            out,
            "assigned",
            Texts.time(owned.assignedAt(), zone)
                + " to "
                + owned.rep().shortName()
                + owned
                    .elapsed()
                    .map(
                        elapsed ->
                            ", contacted after %s (%s of working time)"
                                .formatted(
                                    Texts.age(elapsed.toSeconds()),
                                    Texts.age(owned.workingSeconds())))
                    .orElse(", not contacted"));
      }
    }

    private static void line(PrintWriter out, String name, String value) {
      out.printf("  %-10s%s%n", name, value);
    }
  }

  /** Tells this call from any other, so that it is done once though it be sent again. */
  private static String newKey() {
    return UUID.randomUUID().toString();
  }
}
