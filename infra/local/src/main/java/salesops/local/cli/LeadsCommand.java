package salesops.local.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code salesops leads}: those that wait, and what people decide about one. */
@Command(
    name = "leads",
    mixinStandardHelpOptions = true,
    description = "List held leads; return, close or assign one.")
final class LeadsCommand implements Runnable {
  private static final int LISTED_MAX = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Connection connection = new Connection();

  @Option(names = "--held", description = "list the leads that wait for an owner, oldest first")
  private boolean held;

  @Override
  public void run() {
    if (!held) {
      spec.commandLine().usage(spec.commandLine().getOut());
      return;
    }
    Map<String, Object> answer = connection.operate("held", Map.of("limit", LISTED_MAX));
    PrintWriter out = spec.commandLine().getOut();
    List<?> leads = answer.get("leads") instanceof List<?> list ? list : List.of();
    if (leads.isEmpty()) {
      out.println("No lead is held.");
      return;
    }
    out.printf("%-26s  %-5s  %-24s  %-16s  %s%n", "lead", "grade", "since", "why", "detail");
    for (Object each : leads) {
      if (each instanceof Map<?, ?> lead) {
        out.printf(
            "%-26s  %-5s  %-24s  %-16s  %s%n",
            text(lead, "leadId"),
            text(lead, "grade"),
            text(lead, "since"),
            text(lead, "reason"),
            text(lead, "detail"));
      }
    }
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
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
