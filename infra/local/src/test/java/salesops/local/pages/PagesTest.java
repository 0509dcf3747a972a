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
import salesops.local.demo.Stage;
import salesops.local.settings.SettingsFile;
import salesops.model.settings.Settings;

class PagesTest {
  @Test
  void leadToTheFirstFormOfTheSettingsInForce(@TempDir Path folder) throws Exception {
    try (Stage stage = Stage.start(0, 0, settings(folder, "contact", 1), line -> {})) {
      Pages.mount(stage, "unused");
      for (String path : new String[] {"/", "/slack"}) {
        assertTrue(page(stage, path).contains("<a href=\"/forms/contact\">Form</a>"), path);
      }
      assertTrue(stage.suite().settings().apply(settings(folder, "partners", 2)));
      stage.suite().tick(Duration.ofSeconds(10));
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

  private static Settings settings(Path folder, String form, int version) throws IOException {
    Path file = folder.resolve(form + ".yaml");
    try (var in = Stage.class.getResourceAsStream(SettingsFile.SAMPLE_NAME)) {
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
