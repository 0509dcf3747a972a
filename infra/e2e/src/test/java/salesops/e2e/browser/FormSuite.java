package salesops.e2e.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import salesops.events.LeadSubmitted;
import salesops.local.demo.Stage;
import salesops.local.pages.Pages;
import salesops.local.settings.Compiled;
import salesops.local.settings.SettingsFile;
import salesops.model.LeadField;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.Json;

/**
 * The local suite with the sample's settings, but for who may embed the form and send how often.
 */
final class FormSuite implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Stage stage;

  private FormSuite(Stage stage) {
    this.stage = stage;
  }

  /**
   * @param origin may embed the form
   * @param folder for the settings file
   */
  static FormSuite start(String origin, Path folder) {
    Stage stage = Stage.start(0, 0, settings(origin, folder), line -> {});
    Pages.mount(stage, "unused");
    return new FormSuite(stage);
  }

  private static Settings settings(String origin, Path folder) {
    try (InputStream in =
        Stage.class.getResourceAsStream("/salesops/local/demo/" + SettingsFile.SAMPLE_NAME)) {
      if (in == null) {
        throw new IllegalStateException("no sample");
      }
      String sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String changed =
          sample
              .replace("origins: [\"https://northwind.example\"]", "origins: [\"" + origin + "\"]")
              .replace("version: 3, required: false", "version: 3, required: true")
              // All persons of the tests sit at one address.
              .replace("perAddress: 5/10m", "perAddress: 1000/10m");
      Path file = Files.writeString(folder.resolve("settings.yaml"), changed);
      Compiled compiled = SettingsFile.compile(file);
      return compiled.as(1, "browser", Instant.EPOCH, "browser");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return stage.suite().url().toString();
  }

  Form form() {
    return stage.settings().forms().getFirst();
  }

  /** A person takes longer to fill in a form than a test. */
  void letTimePass() {
    stage.suite().tick(Duration.ofSeconds(10));
  }

  /** The leads of a person, once the suite is done with all that was sent. */
  List<LeadSubmitted> leadsOf(String email) {
    await(() -> !submitted(email).isEmpty(), "no lead of the form arrived");
    await(() -> stage.suite().idle(), "the suite did not come to rest");
    return submitted(email);
  }

  /** Until Slack has heard of what was sent. */
  void awaitSlack() {
    await(
        () -> !stage.slack().messages().isEmpty() && stage.suite().idle(),
        "no message came to Slack");
  }

  private List<LeadSubmitted> submitted(String email) {
    return stage.suite().events().stream()
        .filter(event -> event.type().equals("LeadSubmitted"))
        .map(event -> Json.readEnvelope(event.detail(), LeadSubmitted.class).data())
        .filter(data -> data.lead().get(LeadField.EMAIL).orElse("").equals(email))
        .toList();
  }

  /** Looks again and again, as the suite has no way to call back. */
  static void await(java.util.function.BooleanSupplier state, String otherwise) {
    Instant end = Instant.now().plus(WAIT_MAX);
    while (!state.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(otherwise);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Override
  public void close() {
    stage.close();
  }
}
