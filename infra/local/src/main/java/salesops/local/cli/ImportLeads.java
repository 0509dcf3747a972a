package salesops.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import salesops.local.demo.LeadFile;
import salesops.local.demo.Mapping;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends a file of leads in small batches at an even pace; keeps what was refused. */
final class ImportLeads implements AutoCloseable {
  /** Rows of one call. */
  private static final int BATCH_MAX = 25;

  /** Calls a second at the least, so that rows come in an even flow. */
  private static final int CALLS_PER_SECOND = 2;

  /** Tries of a batch that is not answered, or of rows that could not be stored. */
  private static final int TRIES_MAX = 6;

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Columns of the file of refused rows; left out when it is imported itself. */
  private static final String NOTE = "rejected ";

  private final Connection at;
  private final Mapping mapping;
  private final @Nullable String form;
  private final double rate;
  private final Path refused;
  private final List<LeadFile.Entry> batch = new ArrayList<>();
  private volatile boolean stopped;
  private @Nullable CSVPrinter printer;
  private long sent;
  private long accepted;
  private long duplicates;
  private long rejected;
  private long failed;

  ImportLeads(Connection at, Mapping mapping, @Nullable String form, double rate, Path refused) {
    this.at = at;
    this.mapping = mapping;
    this.form = form;
    this.rate = rate;
    this.refused = refused;
  }

  /**
   * What became of the rows.
   *
   * @param failed rows that could not be stored; another run takes them
   */
  record Summary(long accepted, long duplicates, long rejected, long failed) {
    String text(long rows, Path refused) {
      long left = rows - accepted - duplicates - rejected;
      return String.format(
          Locale.ROOT,
          "%d rows: %d accepted · %d known from an earlier run · %d rejected%s%s",
          rows,
          accepted,
          duplicates,
          rejected,
          rejected == 0 ? "" : " (" + refused + ")",
          left == 0 ? "" : " · " + left + " not taken: run the same command again");
    }

    boolean complete(long rows) {
      return rejected == 0 && failed == 0 && accepted + duplicates == rows;
    }
  }

  /** After this the batch under way is the last. */
  void stop() {
    stopped = true;
  }

  Summary run(Path file, Runnable progress) {
    long startNanos = System.nanoTime();
    int size = (int) Math.clamp(rate / CALLS_PER_SECOND, 1, BATCH_MAX);
    LeadFile.each(
        file,
        mapping,
        entry -> {
          batch.add(entry);
          if (batch.size() == size) {
            pace(startNanos);
            flush(progress);
          }
          return !stopped;
        });
    if (!stopped) {
      flush(progress);
    }
    return new Summary(accepted, duplicates, rejected, failed);
  }

  private void pace(long startNanos) {
    long due = startNanos + (long) (sent * 1e9 / rate);
    for (long left = due - System.nanoTime();
        left > 0 && !stopped;
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, PAUSE.toNanos()));
    }
  }

  private void flush(Runnable progress) {
    List<LeadFile.Entry> open = List.copyOf(batch);
    batch.clear();
    sent += open.size();
    for (int attempt = 1; !open.isEmpty() && attempt <= TRIES_MAX; attempt++) {
      if (attempt > 1) {
        LockSupport.parkNanos(PAUSE.toNanos() * attempt);
      }
      open = send(open, progress);
    }
    failed += open.size();
    if (!open.isEmpty()) {
      stopped = true;
    }
  }

  /** Sends rows and says which must be sent again; a row that was stored makes nothing new. */
  private List<LeadFile.Entry> send(List<LeadFile.Entry> entries, Runnable progress) {
    List<?> outcomes;
    try {
      Object rows =
          at.operate("import", Map.of("leads", entries.stream().map(this::body).toList()))
              .get("rows");
      outcomes = rows instanceof List<?> list ? list : List.of();
    } catch (UncheckedIOException | SdkException e) {
      return entries;
    }
    List<LeadFile.Entry> again = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Map<?, ?> outcome =
          i < outcomes.size() && outcomes.get(i) instanceof Map<?, ?> m ? m : Map.of();
      switch (String.valueOf(outcome.get("outcome"))) {
        case "accepted" -> accepted++;
        case "duplicate" -> duplicates++;
        case "rejected" -> reject(entries.get(i), outcome);
        default -> {
          again.add(entries.get(i));
          continue;
        }
      }
      progress.run();
    }
    return again;
  }

  private Map<String, Object> body(LeadFile.Entry entry) {
    Map<String, String> cells = new LinkedHashMap<>(entry.cells());
    cells.keySet().removeIf(column -> column.startsWith(NOTE));
    Map<String, Object> body = new LinkedHashMap<>(mapping.body(cells));
    if (form != null) {
      body.put("form", form);
    }
    return body;
  }

  private void reject(LeadFile.Entry entry, Map<?, ?> outcome) {
    rejected++;
    try {
      CSVPrinter out = printer(entry);
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(entry.number()));
      for (String key : List.of("code", "field", "message")) {
        cells.add(outcome.get(key) instanceof String text ? text : "");
      }
      columns(entry).forEach(column -> cells.add(entry.cells().getOrDefault(column, "")));
      out.printRecord(cells);
      out.flush();
    } catch (IOException e) {
      throw new UserError("--rejected " + refused + ": cannot be written");
    }
  }

  private static List<String> columns(LeadFile.Entry entry) {
    return entry.columns().stream()
        .filter(column -> !column.isEmpty() && !column.startsWith(NOTE))
        .toList();
  }

  private CSVPrinter printer(LeadFile.Entry entry) throws IOException {
    CSVPrinter out = printer;
    if (out == null) {
      out = new CSVPrinter(Files.newBufferedWriter(refused), CSVFormat.RFC4180);
      printer = out;
      List<String> header = new ArrayList<>();
      List.of("row", "code", "field", "message").forEach(name -> header.add(NOTE + name));
      header.addAll(columns(entry));
      out.printRecord(header);
    }
    return out;
  }

  @Override
  public void close() {
    CSVPrinter out = printer;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw new UserError("--rejected " + refused + ": cannot be written");
      }
    }
  }
}
