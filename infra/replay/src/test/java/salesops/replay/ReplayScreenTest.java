package salesops.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.replay.Sample.YAML;
import static salesops.replay.Sample.edited;
import static salesops.replay.Sample.leads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayScreenTest {
  @TempDir private Path folder = Path.of("");

  private static ReplayReport report() {
    Sample.Leads leads = leads();
    for (int i = 0; i < 60; i++) {
      leads.add(
          "p" + i + "@bank" + i % 40 + ".com",
          "country",
          i % 3 == 0 ? "DE" : "FR",
          "employees",
          Integer.toString(i * 30),
          "name",
          i == 1 ? "=HYPERLINK(\"x\")" : "A \u202e name " + "that is long ".repeat(5),
          "company",
          "Bank " + i);
    }
    return leads.under(
        YAML,
        edited("weight: 2, ", "capacity: 2, ")
            .replace("50..1000", "100..1500")
            .replace("country: [FR, DE]", "country: [DE]"));
  }

  @Test
  void isOneScreenWideAndShort() {
    String text = ReplayScreen.text(report());
    assertTrue(text.lines().count() <= 50, text);
    assertTrue(text.lines().allMatch(line -> line.length() <= Screen.WIDTH_MAX), text);
    assertTrue(text.contains("Same ") && text.contains("Would be held"), text);
    assertTrue(text.contains("EMEA → World: country FR is not DE"), text);
    assertTrue(text.contains("only because turns moved"), text);
    assertFalse(text.contains("\u202e"), text);
  }

  @Test
  void shortFormIsAFewLines() {
    String text = ReplayScreen.shortText(report());
    assertTrue(text.lines().count() <= 6, text);
    assertTrue(text.startsWith("The last 60 leads (Tue 3 Nov 2026 10:00 – 10:59, Europe/London)"));
    assertTrue(text.contains("Leads by rep: "), text);
  }

  @Test
  void writesEveryChangeAndNoFormula() throws IOException {
    ReplayReport report = report();
    Path csv = folder.resolve("changes.csv");
    ReplayFile.csv(report, csv);
    List<String> lines = Files.readAllLines(csv);
    assertEquals(1 + report.changes().size(), lines.size());
    assertTrue(lines.getFirst().startsWith("leadId,submittedAt,name,company,gradeBefore"));
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("\"'=HYPERLINK(\"\"x\"\")\"")),
        lines.getLast());
    Path json = folder.resolve("changes.json");
    ReplayFile.json(report, json);
    assertTrue(Files.readString(json).contains("\"ownerTurnMoved\""));
  }
}
