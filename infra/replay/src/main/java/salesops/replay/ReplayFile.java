package salesops.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import salesops.replay.input.SheetCell;
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
            SheetCell.harmless(row.name()),
            SheetCell.harmless(row.company()),
            row.gradeBefore(),
            row.gradeAfter(),
            SheetCell.harmless(row.territoryBefore()),
            SheetCell.harmless(row.territoryAfter()),
            row.ownerBefore(),
            row.ownerAfter(),
            row.stateBefore(),
            row.stateAfter(),
            row.cause(),
            SheetCell.harmless(String.join("; ", row.why())));
      }
    }
  }
}
