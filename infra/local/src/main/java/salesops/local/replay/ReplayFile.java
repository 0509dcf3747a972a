package salesops.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import salesops.runtime.Json;

/** A replay with all of its changes, for programs and for spreadsheets. */
public final class ReplayFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "leadId",
              "submittedAt",
              "name",
              "company",
              "gradeBefore",
              "gradeAfter",
              "territoryBefore",
              "territoryAfter",
              "ownerBefore",
              "ownerAfter",
              "stateBefore",
              "stateAfter",
              "cause",
              "why")
          .get();

  /** What makes a spreadsheet take a cell for a formula. */
  private static final String FORMULA = "=+-@\t\r";

  private ReplayFile() {}

  public static void json(ReplayReport report, Path file) throws IOException {
    Files.writeString(
        file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
  }

  public static void csv(ReplayReport report, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, UTF_8);
        CSVPrinter rows = new CSVPrinter(out, FORMAT)) {
      for (ReplayReport.Row row : report.changes()) {
        rows.printRecord(
            row.leadId(),
            row.submittedAt(),
            harmless(row.name()),
            harmless(row.company()),
            row.gradeBefore(),
            row.gradeAfter(),
            harmless(row.territoryBefore()),
            harmless(row.territoryAfter()),
            row.ownerBefore(),
            row.ownerAfter(),
            row.stateBefore(),
            row.stateAfter(),
            row.cause(),
            harmless(String.join("; ", row.why())));
      }
    }
  }

  /**
   * Text that people outside wrote must not run in the operator's spreadsheet: <a
   * href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>.
   */
  private static String harmless(String cell) {
    return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
