package salesops.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import salesops.local.Stage;
import salesops.local.engine.LocalSuite;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;
import tools.jackson.databind.node.ObjectNode;

/** Cost of the schedules in a year with one lead a week, on the discrete clock. */
final class QuietYear {
  private static final int WEEKS = 52;
  private static final String DIGEST = "18:00";
  private static final List<String> FUNCTIONS =
      List.of("routing-held", "slack-sender", "webhooks-sender");

  private QuietYear() {}

  static void run() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient();
        Stage stage = Stage.standing(0, 0, false, settings())) {
      LocalSuite suite = stage.suite();
      long before = cpuNanos();
      long started = System.nanoTime();
      for (int week = 0; week < WEEKS; week++) {
        SampleLead.post(http, suite.url(), week);
        suite.advance(Duration.ofDays(7));
      }
      long assigned =
          suite.events().stream().filter(event -> event.type().equals("LeadAssigned")).count();
      System.out.printf(
          "%d weeks, %d leads with an owner: %.1f s CPU, %.1f s%n",
          WEEKS, assigned, (cpuNanos() - before) / 1e9, (System.nanoTime() - started) / 1e9);
      long ticks = Duration.ofDays(WEEKS * 7L).toMinutes();
      for (String function : FUNCTIONS) {
        System.out.printf(
            "  %-16s ran %d times in %d minutes%n",
            function, suite.meter().of(function).invocations.sum(), ticks);
      }
    }
  }

  /** The sample settings with one manager digest a day, in the evening. */
  private static Settings settings() {
    ObjectNode json =
        Json.MAPPER.valueToTree(SettingsFile.sample().as(1, "salt", Instant.EPOCH, "bench"));
    json.withObject("slack").set("managerDigests", Json.MAPPER.valueToTree(List.of(DIGEST)));
    return Json.MAPPER.treeToValue(json, Settings.class);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
