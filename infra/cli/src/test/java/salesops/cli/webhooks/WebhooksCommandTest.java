package salesops.cli.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.Salesops;
import salesops.cli.demo.DemoRun;
import salesops.cli.demo.Report;
import salesops.cli.suite.RunningSuite;
import salesops.local.Stage;
import salesops.local.engine.BusEvent;
import salesops.local.engine.LocalSuite;
import salesops.local.pages.Pages;
import salesops.local.platform.LocalSecrets;
import salesops.model.settings.Settings;
import salesops.replay.input.LeadFile;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;
import salesops.testkit.WebhookReceiver;
import salesops.testkit.WebhookReceiver.Answer;
import salesops.testkit.WebhookReceiver.Post;
import salesops.testkit.metering.Meter;

/** The whole suite with another system beside it, and the commands about that. */
class WebhooksCommandTest {
  private static final Duration WAIT_MAX = Duration.ofMinutes(30);
  private static final List<LeadFile.Row> ROWS = LeadFile.sample().subList(0, 40);

  private final StringWriter out = new StringWriter();

  @AfterEach
  void forgetHome() {
    System.clearProperty("salesops.home");
  }

  private static Settings settings(Path folder, String webhooks) throws Exception {
    try (var sample = SettingsFile.class.getResourceAsStream("/salesops/settings/settings.yaml")) {
      String yaml = new String(java.util.Objects.requireNonNull(sample).readAllBytes(), UTF_8);
      Path file = Files.writeString(folder.resolve("settings.yaml"), yaml + webhooks);
      return SettingsFile.compile(file).as(1, "test", Instant.EPOCH, "test");
    }
  }

  private static String webhook(WebhookReceiver crm) {
    return "\nwebhooks:\n  crm: {url: \""
        + crm.url("/hook")
        + "\", events: [LeadAssigned, LeadUnassigned]}\n";
  }

  private static void await(LocalSuite suite, BooleanSupplier state) {
    assertTrue(suite.advanceUntil(state, WAIT_MAX), "not reached within " + WAIT_MAX);
  }

  private String run(String... arguments) {
    CommandLine commands = Salesops.commandLine();
    out.getBuffer().setLength(0);
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(out, true));
    assertEquals(0, commands.execute(arguments), out.toString());
    return out.toString();
  }

  private static void announce(Stage stage, Path home) {
    System.setProperty("salesops.home", home.toString());
    Pages.mount(stage, "token");
    RunningSuite.announce(
        new RunningSuite.Place(
            stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), "token"));
  }

  private static Set<String> told(LocalSuite suite) {
    return suite.events().stream()
        .filter(e -> Set.of("LeadAssigned", "LeadUnassigned").contains(e.type()))
        .map(BusEvent::detail)
        .map(detail -> Json.MAPPER.readTree(detail).at("/meta/eventId").asString())
        .collect(Collectors.toSet());
  }

  private static boolean isSigned(Post post) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(LocalSecrets.WEBHOOK_KEY.getBytes(UTF_8), "HmacSHA256"));
    String second = post.header("Salesops-Timestamp");
    byte[] signed = mac.doFinal((second + "." + post.body()).getBytes(UTF_8));
    return post.header("Salesops-Signature")
        .equals("t=" + second + ",v1=" + HexFormat.of().formatHex(signed));
  }

  @Test
  void everyEventReachesTheOtherSystemSignedAndOnce(@TempDir Path home) throws Exception {
    try (WebhookReceiver crm = WebhookReceiver.start()) {
      Settings settings = settings(home, webhook(crm));
      try (Stage stage = Stage.start(0, 0, settings, line -> {})) {
        new DemoRun(stage.suite(), settings).post(ROWS, 0, Duration.ZERO, () -> {});
        await(stage.suite(), () -> crm.posts().size() >= told(stage.suite()).size());
        await(stage.suite(), () -> stage.suite().idleExcept(Set.of("slack", "slack-sender")));
        List<String> ids =
            crm.posts().stream().map(post -> post.header("Salesops-Event-Id")).toList();
        assertEquals(told(stage.suite()), Set.copyOf(ids));
        assertEquals(ids.size(), Set.copyOf(ids).size());
        for (Post post : crm.posts()) {
          assertTrue(isSigned(post));
        }
        announce(stage, home);
        assertTrue(run("webhooks", "list").contains("crm       ok "), out.toString());
        assertEquals(
            "Nothing to post again; what waits is posted within a minute.",
            run("webhooks", "resend").strip());
      }
    }
  }

  @Test
  void listsWhatWaitsAndPostsItAgainOnDemand(@TempDir Path home) throws Exception {
    try (WebhookReceiver crm = WebhookReceiver.start()) {
      crm.otherwise(post -> Answer.status(500));
      Settings settings = settings(home, webhook(crm));
      try (Stage stage = Stage.start(0, 0, settings, line -> {})) {
        LocalSuite suite = stage.suite();
        new DemoRun(suite, settings).post(ROWS.subList(0, 8), 0, Duration.ZERO, () -> {});
        await(
            suite,
            () -> suite.idleExcept(Set.of("slack", "slack-sender")) && !crm.posts().isEmpty());
        announce(stage, home);
        String listed = run("webhooks", "list");
        assertTrue(listed.contains("http_500"), listed);
        assertFalse(listed.contains("localhost"), "the address may be a secret: " + listed);
        crm.otherwise(post -> Answer.status(200));
        String resent = run("webhooks", "resend", "--endpoint", "crm");
        assertTrue(resent.contains("will be posted again"), resent);
        int failed = crm.posts().size();
        await(
            suite,
            () ->
                crm.posts().subList(failed, crm.posts().size()).stream()
                    .map(post -> post.header("Salesops-Event-Id"))
                    .collect(Collectors.toSet())
                    .equals(told(suite)));
        await(suite, () -> suite.idleExcept(Set.of("slack", "slack-sender")));
        assertTrue(run("webhooks", "list").contains("crm       ok "), out.toString());
      }
    }
  }

  @Test
  void costsNothingWhileTheSettingsNameNoWebhook(@TempDir Path home) throws Exception {
    Settings settings = settings(home, "");
    try (Stage stage = Stage.start(0, 0, settings, line -> {})) {
      Report report =
          new DemoRun(stage.suite(), settings).post(ROWS.subList(0, 8), 0, Duration.ZERO, () -> {});
      assertTrue(report.assigned() > 0);
      assertEquals(
          new Meter.FunctionUse(0, 0, 0, 0), stage.suite().meter().byFunction().get("webhooks"));
      announce(stage, home);
      assertEquals("The settings name no webhooks.", run("webhooks", "list").strip());
    }
  }

  @Test
  void nothingIsLostUnderFaults(@TempDir Path home) throws Exception {
    try (WebhookReceiver crm = WebhookReceiver.start()) {
      Settings settings = settings(home, webhook(crm));
      try (Stage stage = Stage.start(0, 5, settings, line -> {})) {
        LocalSuite suite = stage.suite();
        new DemoRun(suite, settings).post(ROWS, 0, Duration.ZERO, () -> {});
        await(
            suite,
            () ->
                suite.idleExcept(Set.of("slack", "slack-sender"))
                    && crm.posts().stream()
                        .map(post -> post.header("Salesops-Event-Id"))
                        .collect(Collectors.toSet())
                        .equals(told(suite)));
        assertFalse(suite.deadLetters().containsKey("webhooks"), suite.deadLetters().toString());
      }
    }
  }
}
