package salesops.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salesops.cli.console.LogFile;
import salesops.cli.console.Progress;
import salesops.cli.console.UserError;
import salesops.cli.settings.SettingsSource;
import salesops.cli.suite.RunningSuite;
import salesops.events.LeadAssigned;
import salesops.local.Stage;
import salesops.local.http.PortTakenException;
import salesops.local.pages.Pages;
import salesops.model.LeadField;
import salesops.model.settings.Settings;
import salesops.replay.input.LeadFile;
import salesops.runtime.Json;

/** {@code salesops up}: the suite with the demo's leads, for looking at and clicking. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the suite in this process with the sample's leads and stays until Ctrl-C: the form, a"
          + " page that shows what Slack would, and the decision on each lead.",
      "While it runs, the other commands act on it."
    })
public final class UpCommand implements Callable<Integer> {
  static final int PORT = 8080;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--port", paramLabel = "N", description = "port on loopback; default: 8080")
  private int port = PORT;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "your settings instead of the sample")
  private @Nullable Path settingsFile;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.UK);

  @Mixin private LogFile log = new LogFile();

  @Option(names = "--empty", description = "without the sample's leads")
  private boolean empty;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = SettingsSource.compile(settingsFile, spec.commandLine().getErr());
    try (Stage stage = Stage.start(port, 0, settings, log.open())) {
      if (!empty) {
        List<LeadFile.Row> rows = LeadFile.sample();
        try (Progress progress = Progress.of("leads", rows.size())) {
          new DemoRun(stage.suite(), settings).post(rows, 0, Duration.ZERO, progress::step);
        }
      }
      serve(stage, out);
      return 0;
    } catch (PortTakenException e) {
      throw new UserError(
          "port " + port + " is taken by another program: choose one with --port N");
    }
  }

  /** Mounts the pages, tells where they are, and waits for Ctrl-C. */
  static void serve(Stage stage, PrintWriter out) throws InterruptedException {
    String token = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
    Pages.mount(stage, token);
    String url = stage.suite().url().toString();
    ZoneId zone = stage.settings().company().zoneId();
    RunningSuite.Place running =
        new RunningSuite.Place(url, stage.suite().dynamoEndpoint().toString(), token);
    RunningSuite.announce(running);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  RunningSuite.withdraw(running);
                  stage.close();
                  stopped.countDown();
                }));
    out.println();
    out.println("Salesops is up. Ctrl-C stops it and leaves nothing behind.");
    out.println("  form         " + url + "/forms/" + form(stage.settings()));
    out.println("  Slack inbox  " + url + "/slack");
    out.println("  leads        " + url + "/");
    firstOwned(stage).ifPresent(lead -> out.println("  explain      ./salesops explain " + lead));
    out.println(
        "  its clock    "
            + CLOCK.format(stage.suite().clock().instant().atZone(zone))
            + ", "
            + zone);
    out.flush();
    stopped.await();
  }

  /** Somebody whose lead has an owner: by address, else the lead by its id. */
  private static Optional<String> firstOwned(Stage stage) {
    return stage.suite().events().stream()
        .filter(event -> event.type().equals("LeadAssigned"))
        .findFirst()
        .map(event -> Json.readEnvelope(event.detail(), LeadAssigned.class).data().lead())
        .map(lead -> lead.get(LeadField.EMAIL).orElse(lead.leadId().value()));
  }

  private static String form(Settings settings) {
    return settings.forms().isEmpty() ? "demo" : settings.forms().getFirst().id();
  }
}
