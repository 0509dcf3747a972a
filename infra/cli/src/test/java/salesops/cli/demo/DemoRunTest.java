package salesops.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import salesops.cli.leads.Explanation;
import salesops.local.Stage;
import salesops.model.settings.Settings;
import salesops.replay.input.LeadFile;
import salesops.routing.RoutingOperation.Explain;
import salesops.settings.SettingsFile;

/** The deployed handlers, wired as they are deployed, on a part of the sample's leads. */
class DemoRunTest {
  private static final Settings SETTINGS =
      SettingsFile.sample().as(1, "test", Instant.EPOCH, "test");
  private static final List<LeadFile.Row> ROWS = LeadFile.sample().subList(0, 120);

  @Test
  void everyAcceptedLeadIsSettledAndASecondPostingChangesNothing() {
    try (Stage stage = Stage.start(0, 0, SETTINGS, line -> {})) {
      DemoRun run = new DemoRun(stage.suite(), SETTINGS);
      Report report = run.post(ROWS, 0, Duration.ZERO, () -> {});
      assertEquals(
          report.accepted(),
          report.assigned() + report.held() + report.nurture() + report.quarantined(),
          report.toString());
      assertTrue(report.clean(), report.toString());
      assertEquals(
          ROWS.stream().filter(LeadFile.Row::spam).count(),
          report.quarantined(),
          report.toString());
      assertEquals(
          report.submitted(),
          report.accepted() + report.duplicates() + report.rejected().size(),
          report.toString());
      assertTrue(report.maxFairnessDeviation() < 1, report.toString());
      assertTrue(report.json().contains("\"rejected\""), report.json());
      assertEquals(new DemoRun.Again(0, 0), run.postAgain(ROWS));
      Explain explain = new Explain(run.example().orElseThrow().aggregate());
      String text = Explanation.text(run.ask(explain), SETTINGS.company().zoneId());
      assertTrue(text.contains("same owner ✓"), text);
    }
  }

  @Test
  void nothingIsLostOrAssignedTwiceUnderFaults() {
    try (Stage stage = Stage.start(0, 3, SETTINGS, line -> {})) {
      Report report = new DemoRun(stage.suite(), SETTINGS).post(ROWS, 0, Duration.ZERO, () -> {});
      assertTrue(report.clean(), report.toString());
      assertTrue(report.maxFairnessDeviation() < 1, report.toString());
      assertTrue(
          stage.suite().faults().values().stream().mapToLong(n -> n).sum() > 0,
          stage.suite().faults().toString());
    }
  }
}
