package salesops.cli.leads;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Answers;
import salesops.cli.console.Table;
import salesops.cli.suite.Connection;
import salesops.model.Codes;

/** {@code salesops leads}: those that wait, and what people decide about one. */
@Command(
    name = "leads",
    mixinStandardHelpOptions = true,
    description =
        "Find leads, list held or quarantined ones; return, close, assign or release one.")
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
      search.run(connection, spec.commandLine().getOut());
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

  private void listHeld() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> answer = connection.operate("held", Map.of("limit", LISTED_MAX));
    List<Map<?, ?>> leads = Answers.list(answer, "leads");
    if (leads.isEmpty()) {
      out.println("No lead is held.");
      return;
    }
    ZoneId zone = connection.zone();
    Table table =
        new Table()
            .text("lead")
            .text("grade")
            .text("since")
            .text("name")
            .text("company")
            .text("why");
    for (Map<?, ?> lead : leads) {
      String detail = Answers.text(lead, "detail");
      table.line(
          Answers.text(lead, "leadId"),
          Answers.text(lead, "grade"),
          Answers.time(lead, "since", zone),
          Answers.text(lead, "name"),
          Answers.text(lead, "company"),
          detail.isEmpty() ? Codes.words(Answers.text(lead, "reason")) : detail);
    }
    table.print(out);
    if (Boolean.TRUE.equals(answer.get("more"))) {
      out.println("… and later ones");
    }
  }

  private void listQuarantined() {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<?, ?>> leads =
        Answers.list(connection.operate("quarantined", Map.of("limit", LISTED_MAX)), "leads");
    if (leads.isEmpty()) {
      out.println("No lead is in quarantine.");
      return;
    }
    ZoneId zone = connection.zone();
    Table table = new Table().text("lead").text("since").text("form").text("e-mail").text("why");
    for (Map<?, ?> lead : leads) {
      table.line(
          Answers.text(lead, "leadId"),
          Answers.time(lead, "since", zone),
          Answers.text(lead, "form"),
          Answers.text(lead, "email"),
          lead.get("reasons") instanceof List<?> reasons
              ? String.join(", ", reasons.stream().map(why -> Codes.words(why.toString())).toList())
              : "");
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
    Map<String, Object> answer = at.operate("return", Map.of("lead", lead, "reason", reason));
    say("returned", answer);
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
    say("closed", at.operate("close", Map.of("lead", lead, "reason", reason)));
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "A quarantined lead is a person's after all: it is scored and gets an owner.")
  int release(
      @Mixin Connection at,
      @Parameters(paramLabel = "LEAD", description = "id, as leads --quarantined lists it")
          String lead) {
    Map<String, Object> answer = at.operate("release", Map.of("lead", lead));
    say(
        Boolean.TRUE.equals(answer.get("already"))
            ? "was released by " + answer.get("releasedBy") + " at " + answer.get("releasedAt")
            : "released",
        answer);
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
    say(
        "assigned to " + rep,
        at.operate("assign", Map.of("lead", lead, "rep", rep, "reason", reason)));
    return 0;
  }

  private void say(String what, Map<String, Object> answer) {
    spec.commandLine().getOut().println(answer.getOrDefault("leadId", "lead") + " " + what);
  }
}
