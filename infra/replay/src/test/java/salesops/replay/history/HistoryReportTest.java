package salesops.replay.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesops.replay.history.HistoryReport.Ledger;
import salesops.replay.history.HistoryReport.Rates;
import salesops.replay.history.HistoryReport.Standing;
import salesops.runtime.Json;
import tools.jackson.databind.JsonNode;

class HistoryReportTest {
  @TempDir private Path folder = Path.of("");

  private static Tally tally(boolean paid) {
    Map<String, String> quarters = new LinkedHashMap<>();
    quarters.put("2017-03", "2017-Q1");
    quarters.put("2017-04", "2017-Q2");
    return new Tally(new Tally.Calendar(quarters, paid));
  }

  private static HistoryReport report(Standing company) {
    Map<String, @Nullable BigDecimal> none = new HashMap<>();
    none.put("2017-03", null);
    return new HistoryReport(
        Map.of("Ana", company),
        company,
        Map.of(),
        Map.of(),
        Map.of(),
        new Rates(none, Map.of()),
        List.of(),
        List.of(new History.Unread(3, "id is missing")),
        new Ledger(0, "0.00", "0.00"));
  }

  @Test
  void everyKeyIsThere() {
    JsonNode json = Json.MAPPER.readTree(report(tally(true).standing("GBP")).json());
    assertEquals(
        "[byRegion, byRep, byTeam, byTerritory, company, held, ledger, quotaAttainmentRate,"
            + " unread]",
        new TreeSet<>(json.propertyNames()).toString());
    assertEquals(
        "[attainment, averageCycleDays, averageDealSize, byMonth, byQuarter, commission, lost,"
            + " open, quota, revenue, winRate, won]",
        new TreeSet<>(json.at("/byRep/Ana").propertyNames()).toString());
    assertEquals(
        "{\"revenue\":\"0.00\",\"quota\":null,\"attainment\":null,\"commission\":\"0.00\"}",
        json.at("/company/byMonth/2017-03").toString());
    assertTrue(json.at("/quotaAttainmentRate/byMonth/2017-03").isNull());
    assertEquals("[{\"row\":3,\"reason\":\"id is missing\"}]", json.path("unread").toString());
  }

  @Test
  void ratiosAreAbsentWithoutDenominator() {
    Tally tally = tally(false);
    tally.attainment("2017-03", 500, 0L);
    Standing standing = tally.standing("GBP");
    assertEquals("0.00", standing.quota());
    assertNull(standing.attainment());
    assertNull(standing.winRate());
    assertNull(standing.averageDealSize());
    assertNull(standing.commission());
  }

  @Test
  void monthsAddUpToQuartersAndTheWhole() {
    Tally tally = tally(true);
    tally.revenue("2017-03", 100_00);
    tally.revenue("2017-04", 50_01);
    tally.attainment("2017-03", 100_00, 300_00L);
    tally.attainment("2017-04", 50_01, null);
    tally.attainment("2017-Q1", 100_00, 300_00L);
    tally.commission("2017-04", 2_50);
    Standing standing = tally.standing("GBP");
    assertEquals("150.01", standing.revenue());
    assertEquals("300.00", standing.quota());
    assertEquals(new BigDecimal("0.500033"), standing.attainment());
    assertEquals("2.50", standing.commission());
    assertEquals("50.01", of(standing.byQuarter(), "2017-Q2").revenue());
    assertEquals(new BigDecimal("0.333333"), of(standing.byQuarter(), "2017-Q1").attainment());
    assertNull(of(standing.byMonth(), "2017-04").attainment());
  }

  @Test
  void aReportIsWrittenWholeOrNotAtAll() throws IOException {
    HistoryReport report = report(tally(true).standing("GBP"));
    Path file = folder.resolve("report.json");
    report.write(file);
    assertEquals(report.json(), Files.readString(file));
    assertThrows(IOException.class, () -> report.write(folder.resolve("none").resolve("r.json")));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    assertFalse(Files.exists(folder.resolve("none")));
  }

  private static <T> T of(Map<String, T> periods, String name) {
    return Objects.requireNonNull(periods.get(name));
  }
}
