package salesops.cli.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.cli.console.Flow;
import salesops.cli.console.RejectedRows;
import salesops.cli.console.Resending;
import salesops.cli.console.Texts;
import salesops.cli.suite.Suite;
import salesops.intake.IntakeOperation;
import salesops.intake.IntakeOperation.Import;
import salesops.intake.IntakeOperation.Row;
import salesops.replay.input.CsvFile;
import salesops.replay.input.Mapping;

/** Sends a file of leads in small batches at an even pace; keeps what was refused. */
final class ImportLeads {
  /** Calls a second at the least, so that rows come in an even flow. */
  private static final int CALLS_PER_SECOND = 2;

  private final Suite at;
  private final Mapping mapping;
  private final @Nullable String form;
  private final double rate;
  private final RejectedRows refused;
  private final Resending resending;
  private final List<CsvFile.Row.Good> batch = new ArrayList<>();
  private volatile boolean stopped;
  private long sent;
  private long accepted;
  private long duplicates;

  /**
   * @param rate rows a second
   */
  ImportLeads(
      Suite at,
      Mapping mapping,
      @Nullable String form,
      double rate,
      RejectedRows refused,
      Resending resending) {
    this.at = at;
    this.mapping = mapping;
    this.form = form;
    this.rate = rate;
    this.refused = refused;
    this.resending = resending;
  }

  /** What became of the rows; the others are taken by another run. */
  record Summary(long accepted, long duplicates, long rejected) {
    String text(long rows, RejectedRows refused) {
      long left = rows - accepted - duplicates - rejected;
      return String.format(
          Locale.ROOT,
          "%d rows: %d accepted · %d known already · %s%s",
          rows,
          accepted,
          duplicates,
          refused.text(),
          left == 0 ? "" : " · " + left + " not taken: run the same command again");
    }

    boolean complete(long rows) {
      return accepted + duplicates == rows;
    }
  }

  /** After this the batch under way is the last. */
  void stop() {
    stopped = true;
  }

  Summary run(Path file, Runnable progress) {
    Flow flow = new Flow(rate);
    int size = (int) Math.clamp(rate / CALLS_PER_SECOND, 1, IntakeOperation.ROWS_MAX);
    CsvFile.each(
        file,
        mapping::check,
        row -> {
          switch (row) {
            case CsvFile.Row.Broken broken -> {
              refused.add(broken);
              progress.run();
            }
            case CsvFile.Row.Good good -> {
              batch.add(good);
              if (batch.size() == size) {
                flow.await(sent, () -> stopped);
                flush(progress);
              }
            }
          }
          return !stopped;
        });
    if (!stopped) {
      flush(progress);
    }
    return new Summary(accepted, duplicates, refused.count());
  }

  private void flush(Runnable progress) {
    List<CsvFile.Row.Good> rows = List.copyOf(batch);
    batch.clear();
    sent += rows.size();
    if (!resending.send(rows, open -> send(open, progress)).isEmpty()) {
      stopped = true;
    }
  }

  /** Sends rows and says which must be sent again; a row that was stored makes nothing new. */
  private List<CsvFile.Row.Good> send(List<CsvFile.Row.Good> rows, Runnable progress) {
    List<Row> outcomes = at.ask(new Import(rows.stream().map(this::body).toList())).rows();
    List<CsvFile.Row.Good> again = new ArrayList<>();
    int answered = Math.min(rows.size(), outcomes.size());
    for (int i = 0; i < answered; i++) {
      CsvFile.Row.Good row = rows.get(i);
      Row outcome = outcomes.get(i);
      switch (outcome.outcome()) {
        case ACCEPTED -> accepted++;
        case DUPLICATE -> duplicates++;
        case REJECTED ->
            refused.add(
                row,
                Texts.orEmpty(outcome.code()),
                Texts.orEmpty(outcome.field()),
                Texts.orEmpty(outcome.message()));
        case FAILED -> again.add(row);
      }
      if (outcome.outcome() != Row.Became.FAILED) {
        progress.run();
      }
    }
    again.addAll(rows.subList(answered, rows.size()));
    return again;
  }

  private Map<String, Object> body(CsvFile.Row.Good row) {
    Map<String, Object> body = new LinkedHashMap<>(mapping.body(row.cells()));
    if (form != null) {
      body.put("form", form);
    }
    return body;
  }
}
