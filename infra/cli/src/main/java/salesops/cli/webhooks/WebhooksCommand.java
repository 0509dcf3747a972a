package salesops.cli.webhooks;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salesops.cli.console.Since;
import salesops.cli.console.Table;
import salesops.cli.console.Texts;
import salesops.cli.console.UserError;
import salesops.cli.suite.Connection;
import salesops.cli.suite.Suite;
import salesops.model.settings.Settings;
import salesops.webhooks.WebhooksOperation.Endpoint;
import salesops.webhooks.WebhooksOperation.ListEndpoints;
import salesops.webhooks.WebhooksOperation.Resend;
import salesops.webhooks.WebhooksOperation.Resent;

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
    List<Endpoint> endpoints = at.suite().ask(new ListEndpoints()).endpoints();
    if (endpoints.isEmpty()) {
      out.println("The settings name no webhooks.");
      return 0;
    }
    ZoneId zone = at.suite().zone();
    Table table =
        new Table()
            .text("endpoint")
            .text("state")
            .number("waiting")
            .number("dead")
            .number("oldest")
            .text("last error")
            .text("not before");
    for (Endpoint each : endpoints) {
      table.line(
          each.endpoint(),
          each.state(),
          Integer.toString(each.waiting()),
          Integer.toString(each.dead()),
          each.oldestSeconds() == null ? "-" : Texts.age(each.oldestSeconds()),
          each.error() == null ? "-" : each.error(),
          each.notBefore() == null ? "-" : Texts.time(each.notBefore(), zone));
    }
    table.print(out);
    if (!at.suite().webhooksSwitchedOn()) {
      out.println();
      out.println(
          "No event reaches them: switch them on with"
              + "  ./salesops deploy --parameters SalesopsFunctions:Webhooks=on");
    }
    return 0;
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
    Suite suite = at.suite();
    if (endpoint != null) {
      List<String> named =
          suite.settings().current().webhooks().stream().map(Settings.Webhook::name).toList();
      if (!named.contains(endpoint)) {
        throw new UserError(
            "--endpoint "
                + endpoint
                + ": the settings name "
                + (named.isEmpty() ? "none" : String.join(", ", named)));
      }
    }
    Instant from = since == null ? null : since.in(suite.zone());
    long resent = resendAll(suite, new Resend(endpoint, from, dead, eventId));
    spec.commandLine()
        .getOut()
        .println(
            resent == 0
                ? "Nothing to post again; what waits is posted within a minute."
                : resent + " will be posted again, within a minute at the latest.");
    return 0;
  }

  private static long resendAll(Suite suite, Resend resend) {
    long all = 0;
    for (int call = 0; call < CALLS_MAX; call++) {
      Resent some = suite.ask(resend);
      all += some.resent();
      if (some.resent() == 0 || !some.more()) {
        break;
      }
    }
    return all;
  }
}
