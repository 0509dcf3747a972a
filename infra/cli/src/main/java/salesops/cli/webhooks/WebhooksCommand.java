package salesops.cli.webhooks;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Answers;
import salesops.cli.console.Since;
import salesops.cli.console.Table;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.model.settings.Settings;

/** {@code salesops webhooks}: how the other systems do, and posting again. */
@Command(
    name = "webhooks",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "List the systems that hear of leads; post again what did not arrive.")
public final class WebhooksCommand implements Runnable {
  /** Calls of one resend: each posts some hundreds again. */
  private static final int CALLS_MAX = 200;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Each endpoint with what waits, what was given up, and the last error.")
  int list(@Mixin Connection at) {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<?, ?>> endpoints = Answers.list(at.operate("webhooks", Map.of()), "endpoints");
    if (endpoints.isEmpty()) {
      out.println("The settings name no webhooks.");
      return 0;
    }
    ZoneId zone = at.zone();
    Table table =
        new Table()
            .text("endpoint")
            .text("state")
            .number("waiting")
            .number("dead")
            .number("oldest")
            .text("last error")
            .text("not before");
    for (Map<?, ?> each : endpoints) {
      table.line(
          Answers.text(each, "endpoint"),
          Answers.text(each, "state"),
          Answers.text(each, "waiting"),
          Answers.text(each, "dead"),
          each.get("oldestSeconds") instanceof Number seconds
              ? Answers.age(seconds.longValue())
              : "-",
          orDash(Answers.text(each, "error")),
          orDash(Answers.time(each, "notBefore", zone)));
    }
    table.print(out);
    if (!at.webhooksSwitchedOn()) {
      out.println();
      out.println(
          "No event reaches them: switch them on with"
              + "  ./salesops deploy --parameters SalesopsFunctions:Webhooks=on");
    }
    return 0;
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Post again what did not arrive: what was given up, and at once what waits for another"
            + " try.",
        "What arrived cannot be posted again: its content is not kept."
      })
  int resend(
      @Mixin Connection at,
      @Parameters(
              paramLabel = "EVENT_ID",
              arity = "0..1",
              description = "one event (header Salesops-Event-Id); left out: all")
          @Nullable String eventId,
      @Option(names = "--endpoint", paramLabel = "NAME", description = "left out: every one")
          @Nullable String endpoint,
      @Option(
              names = "--since",
              paramLabel = "T",
              converter = Since.Reader.class,
              description = "events from then on: 2026-11-03, 2026-11-03T14:00 or …T14:00Z")
          @Nullable Since since,
      @Option(names = "--dead", description = "only what was given up") boolean dead) {
    Map<String, Object> request = new HashMap<>();
    if (eventId != null) {
      request.put("eventId", eventId);
    }
    if (endpoint != null) {
      List<String> named =
          at.settings().current().webhooks().stream().map(Settings.Webhook::name).toList();
      if (!named.contains(endpoint)) {
        throw new UserError(
            "--endpoint "
                + endpoint
                + ": the settings name "
                + (named.isEmpty() ? "none" : String.join(", ", named)));
      }
      request.put("endpoint", endpoint);
    }
    if (since != null) {
      request.put("since", since.in(at.zone()).toString());
    }
    request.put("dead", dead);
    long resent = resendAll(at, request);
    spec.commandLine()
        .getOut()
        .println(
            resent == 0
                ? "Nothing to post again; what waits is posted within a minute."
                : resent + " will be posted again, within a minute at the latest.");
    return 0;
  }

  private static long resendAll(Connection at, Map<String, Object> request) {
    long resent = 0;
    for (int call = 0; call < CALLS_MAX; call++) {
      Map<String, Object> answer = at.operate("resendWebhooks", request);
      long some = answer.get("resent") instanceof Number number ? number.longValue() : 0;
      resent += some;
      if (some == 0 || !Boolean.TRUE.equals(answer.get("more"))) {
        break;
      }
    }
    return resent;
  }
}
