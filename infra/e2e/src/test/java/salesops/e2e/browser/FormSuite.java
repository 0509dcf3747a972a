package salesops.e2e.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import salesops.events.LeadSubmitted;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.local.platform.LocalSecrets;
import salesops.model.LeadField;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.settings.Compiled;
import salesops.settings.SettingsFile;
import salesops.testkit.slack.PostedMessage;

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
   */
  static FormSuite start(String origin) {
    Stage stage = Stage.start(0, 0, settings(origin), line -> {});
    Pages.mount(stage, "unused");
    return new FormSuite(stage);
  }

  private static Settings settings(String origin) {
    try (InputStream in =
        Stage.class.getResourceAsStream("/salesops/settings/" + SettingsFile.SAMPLE_NAME)) {
      if (in == null) {
        throw new IllegalStateException("no sample");
      }
      String sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String changed =
          sample
              .replace("origins: [\"https://northwind.example\"]", "origins: [\"" + origin + "\"]")
              .replace("version: 3, required: false", "version: 3, required: true")
              // Each message with all its buttons, however many come.
              .replace("perMinute: 3", "perMinute: 60")
              // All persons of the tests sit at one address.
              .replace("perAddress: 5/10m", "perAddress: 1000/10m")
              // Nobody contacts these leads: they stay with their owners for as long as tests take.
              .replaceFirst("(?m)^  response:\\n(    .*\\n)+", "");
      Path file = Files.createTempFile("settings", ".yaml");
      try {
        Compiled compiled = SettingsFile.compile(Files.writeString(file, changed));
        return compiled.as(1, "browser", Instant.EPOCH, "browser");
      } finally {
        Files.delete(file);
      }
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
    stage.suite().advance(Duration.ofSeconds(10));
  }

  /** As long as it takes. */
  void letTimePass(Duration time) {
    stage.suite().advance(time);
  }

  /** A lead as the company's own program sends it; its id. */
  String post(Map<String, Object> lead) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/leads"))
            .header("authorization", "Bearer " + LocalSecrets.SERVER_KEY)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(lead)))
            .build();
    return leadId(send(request));
  }

  /** A form as a bot posts it; its lead's id. */
  String postWithoutToken(String form) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/leads"))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return leadId(send(request));
  }

  private static String leadId(String answer) {
    if (Json.read(answer, Map.class).get("leadId") instanceof String leadId) {
      return leadId;
    }
    throw new AssertionError(answer);
  }

  /** What somebody gets who opens an address without a browser, as previews of links do. */
  String get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).build());
  }

  private static String send(HttpRequest request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where a button of the newest message leads that has this button and these words. */
  String button(String label, String words) {
    await(() -> !buttons(label, words).isEmpty(), "no message has " + label + " for " + words);
    return buttons(label, words).getLast();
  }

  private List<String> buttons(String label, String words) {
    return stage.slack().messages().stream()
        .filter(message -> String.join("\n", message.lines()).contains(words))
        .flatMap(message -> message.buttons().stream())
        .filter(button -> button.label().equals(label))
        .map(PostedMessage.Button::url)
        .toList();
  }

  /** Where the button leads that releases this person's lead. */
  String release(String person) {
    await(() -> buttonBeside(person).isPresent(), "no digest offers to release " + person);
    return buttonBeside(person).orElseThrow();
  }

  private Optional<String> buttonBeside(String words) {
    return stage.slack().messages().stream()
        .flatMap(message -> message.blocks().valueStream())
        .filter(block -> block.path("text").path("text").asString("").contains(words))
        .map(block -> block.path("accessory").path("url").asString(""))
        .filter(url -> !url.isEmpty())
        .findFirst();
  }

  /** Nothing is under way. */
  boolean idle() {
    return stage.suite().idle();
  }

  /**
   * The first line with these words that Slack gets.
   *
   * @param step passes between two looks
   */
  String lineInTime(String words, Duration step) {
    await(
        () -> {
          letTimePass(step);
          return lines(words).findFirst().isPresent();
        },
        "nothing in Slack says " + words);
    return lines(words).findFirst().orElseThrow();
  }

  private Stream<String> lines(String words) {
    return stage.slack().messages().stream()
        .flatMap(message -> message.lines().stream())
        .filter(line -> line.contains(words));
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
