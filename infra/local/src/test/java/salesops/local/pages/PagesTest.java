package salesops.local.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesops.local.Stage;
import salesops.local.platform.LocalSecrets;
import salesops.model.settings.Settings;
import salesops.settings.SettingsFile;

class PagesTest {
  @Test
  void leadToTheFirstFormOfTheSettingsInForce(@TempDir Path folder) throws Exception {
    try (Stage stage = Stage.start(0, 0, settings(folder, "contact", 1), line -> {})) {
      Pages.mount(stage, "unused");
      for (String path : new String[] {"/", "/slack"}) {
        assertTrue(page(stage, path).contains("<a href=\"/forms/contact\">Form</a>"), path);
      }
      assertTrue(stage.suite().settings().apply(settings(folder, "partners", 2)));
      stage.suite().advance(Duration.ofSeconds(10));
      assertTrue(page(stage, "/").contains("<a href=\"/forms/partners\">Form</a>"));
      assertFalse(page(stage, "/slack").contains("/forms/contact"));
    }
  }

  @Test
  void countTheSettingsAsAppliedWhenTheSuiteStarts(@TempDir Path folder) throws Exception {
    try (Stage stage = Stage.start(0, 0, settings(folder, "contact", 1), line -> {})) {
      assertEquals(
          Instant.parse("2026-11-03T10:00:00Z"), stage.suite().settings().current().appliedAt());
    }
  }

  @Test
  void showWhatBecameOfEachLeadTheNewestFirst(@TempDir Path folder) throws Exception {
    try (Stage stage = Stage.start(0, 0, settings(folder, "contact", 1), line -> {})) {
      Pages.mount(stage, "unused");
      post(stage, "{\"email\":\"ana@acme.example\",\"name\":\"Ana <b>\",\"country\":\"FR\"}", true);
      post(stage, "{\"email\":\"bot@spam.example\",\"name\":\"Bot\"}", false);
      stage.suite().advance(Duration.ofSeconds(10));
      String page = page(stage, "/");
      assertTrue(page.contains("<p>1 with an owner · 1 in quarantine</p>"), page);
      assertTrue(page.contains(">Ana &lt;b&gt;</a>"), page);
      assertTrue(page.contains("<td>Bot</td>"), page);
      assertTrue(page.contains("<td>in quarantine</td><td class=\"why\">no token</td>"), page);
      assertFalse(page.contains(">Bot</a>"), "there is no decision to look at");
    }
  }

  private static void post(Stage stage, String body, boolean program) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stage.suite().url() + "/leads"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (program) {
      request.header("Authorization", "Bearer " + LocalSecrets.SERVER_KEY);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(
          202, http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  private static Settings settings(Path folder, String form, int version) throws IOException {
    Path file = folder.resolve(form + ".yaml");
    try (var in = SettingsFile.class.getResourceAsStream(SettingsFile.SAMPLE_NAME)) {
      String sample = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      Files.writeString(file, sample.replace("  demo:     ", "  " + form + ":     "));
    }
    return SettingsFile.compile(file).as(version, "salt", Instant.EPOCH, "test");
  }

  private static String page(Stage stage, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(stage.suite().url() + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
