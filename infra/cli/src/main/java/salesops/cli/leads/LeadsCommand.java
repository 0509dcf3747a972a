package salesops.cli.leads;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.intake.IntakeOperation.ListQuarantined;
import salesops.intake.IntakeOperation.QuarantinedLead;
import salesops.intake.IntakeOperation.Release;
import salesops.intake.IntakeOperation.Released;
import salesops.model.Codes;
import salesops.model.LeadId;
import salesops.routing.RoutingAnswer.LeadsWaiting;
import salesops.routing.RoutingOperation.Assign;
import salesops.routing.RoutingOperation.Close;
import salesops.routing.RoutingOperation.ListHeld;
import salesops.routing.RoutingOperation.Return;

/** {@code salesops leads}: those that wait, and what people decide about one. */
@Command(
    name = "leads",
    mixinStandardHelpOptions = true,
    description =
        "Find leads, list held or quarantined ones; return, close, assign or release one; show,"
            + " qualify or disqualify the one you work on.",
    subcommands = {
      WorkCommands.Work.class,
      WorkCommands.Qualify.class,
      WorkCommands.Disqualify.class
    })
public final class LeadsCommand implements Runnable {
  private static final int LISTED_MAX = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection connection = new Connection();

  @Option(names = "--held", description = "list the leads that wait for an owner, oldest first")
  private boolean held;

  @Option(
      names = "--quarantined",
      description = "list the leads that look like a bot's, newest first")
  private boolean quarantined;

  @Mixin private LeadSearch search = new LeadSearch();

  @Override
  public void run() {
    if (search.asked()) {
      search.run(suite(), spec.commandLine().getOut());
      return;
    }
    if (quarantined) {
      listQuarantined();
      return;
    }
    if (!held) {
      spec.commandLine().usage(spec.commandLine().getOut());
      return;
    }
    listHeld();
  }

  private Suite suite() {
    return connection.suite();
  }

  private void listHeld() {
    PrintWriter out = spec.commandLine().getOut();
    LeadsWaiting waiting = suite().ask(new ListHeld(LISTED_MAX));
    List<LeadsWaiting.Lead> leads = waiting.leads();
    if (leads.isEmpty()) {
      out.println("No lead is held.");
      return;
    }
    ZoneId zone = suite().zone();
    Table table =
        new Table()
            .text("lead")
            .text("grade")
            .text("since")
            .text("name")
            .text("company")
            .text("why");
    for (LeadsWaiting.Lead lead : leads) {
      table.line(
          lead.leadId().value(),
          lead.grade().toString(),
          Texts.time(lead.since(), zone),
          Texts.orEmpty(lead.name()),
          Texts.orEmpty(lead.company()),
          lead.detail().isEmpty() ? Codes.words(lead.reason()) : lead.detail());
    }
    table.print(out);
    if (waiting.more()) {
      out.println("… and later ones");
    }
  }

  private void listQuarantined() {
    PrintWriter out = spec.commandLine().getOut();
    List<QuarantinedLead> leads = suite().ask(new ListQuarantined(LISTED_MAX)).leads();
    if (leads.isEmpty()) {
      out.println("No lead is in quarantine.");
      return;
    }
    ZoneId zone = suite().zone();
    Table table = new Table().text("lead").text("since").text("form").text("e-mail").text("why");
    for (QuarantinedLead lead : leads) {
      table.line(
          lead.leadId().value(),
          Texts.time(lead.since(), zone),
          lead.form(),
          Texts.orEmpty(lead.email()),
          String.join(", ", lead.reasons().stream().map(Codes::words).toList()));
    }
    table.print(out);
    if (leads.size() == LISTED_MAX) {
      out.println("… and older ones");
    }
    out.println("A person's after all:  ./salesops leads release LEAD");
  }

  @Command(
      name = "return",
      mixinStandardHelpOptions = true,
      description = "A rep gives a lead back; somebody else gets it.")
  int giveBack(
      @Mixin Connection at,
      @Parameters(paramLabel = "LEAD", description = "id, or e-mail address of the person")
          String lead,
      @Option(names = "--reason", required = true, description = "kept with the lead")
          String reason) {
    say(at.suite().ask(new Return(lead, null, reason, at.actor())).leadId(), "returned");
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Work on a lead is over; its owner has room for another.")
  int close(
      @Mixin Connection at,
      @Parameters(paramLabel = "LEAD", description = "id, or e-mail address of the person")
          String lead,
      @Option(names = "--reason", required = true, description = "kept with the lead")
          String reason) {
    say(at.suite().ask(new Close(lead, reason, at.actor())).leadId(), "closed");
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "A quarantined lead is a person's after all: it is scored and gets an owner.")
  int release(
      @Mixin Connection at,
      @Parameters(paramLabel = "LEAD", description = "id, as leads --quarantined lists it")
          String lead) {
    Released released = at.suite().ask(new Release(lead, at.actor()));
    say(
        released.leadId(),
        released.already()
            ? "was released by " + released.releasedBy() + " at " + released.releasedAt()
            : "released");
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Give a lead to a rep by hand.")
  int assign(
      @Mixin Connection at,
      @Parameters(paramLabel = "LEAD", description = "id, or e-mail address of the person")
          String lead,
      @Parameters(paramLabel = "EMAIL", description = "the rep") String rep,
      @Option(names = "--reason", required = true, description = "kept with the lead")
          String reason) {
    Assign assign = new Assign(lead, Texts.rep(rep), reason, at.actor());
    say(at.suite().ask(assign).leadId(), "assigned to " + rep);
    return 0;
  }

  private void say(LeadId lead, String what) {
    spec.commandLine().getOut().println(lead.value() + " " + what);
  }
}
