package salesops.replay.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Leads from a {@link CsvFile}. */
public final class LeadFile {
  /** Most rows of one run. */
  public static final int ROWS_MAX = 100_000;

  /** Column of the sample that marks a row to be damaged on purpose instead of posted. */
  private static final String POISON = "poison";

  /** Column of the sample that marks a row to be posted as a bot would: to the form, unasked. */
  private static final String SPAM = "spam";

  private LeadFile() {}

  /**
   * One lead to post.
   *
   * @param number of the row, 1 for the first below the column names
   * @param poison damaged on purpose behind intake instead of being posted
   * @param spam posted as a bot would
   */
  public record Row(int number, Map<String, Object> body, boolean poison, boolean spam) {}

  /**
   * A row that can be no lead.
   *
   * @param number of the row, 1 for the first below the column names
   * @param reason what is wrong with it, without quoting it
   */
  public record BadRow(int number, String reason) {}

  /** The leads that come with the product. */
  public static List<Row> sample() {
    try (InputStream in = LeadFile.class.getResourceAsStream("leads.csv")) {
      if (in == null) {
        throw new IllegalStateException("the sample leads are missing from the jar");
      }
      return read(
          new InputStreamReader(in, UTF_8),
          Mapping.of(List.of()),
          ROWS_MAX,
          true,
          LeadFile::refuse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Leads of any file.
   *
   * @param limit rows to read at most
   * @throws IllegalArgumentException when the file is not there, is not CSV or lacks a mapped
   *     column
   */
  public static List<Row> read(Path file, Mapping mapping, int limit) {
    return read(file, mapping, limit, LeadFile::refuse);
  }

  private static void refuse(BadRow bad) {
    throw new IllegalArgumentException("row " + bad.number() + " " + bad.reason());
  }

  /**
   * The same, going on behind rows that can be no lead.
   *
   * @param bad told of each of them
   */
  public static List<Row> read(Path file, Mapping mapping, int limit, Consumer<BadRow> bad) {
    List<Row> rows = new ArrayList<>();
    CsvFile.each(file, mapping::check, taking(rows, mapping, limit, false, bad));
    return List.copyOf(rows);
  }

  static List<Row> read(Reader in, Mapping mapping, int limit, boolean sample, Consumer<BadRow> bad)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    CsvFile.each(in, mapping::check, taking(rows, mapping, limit, sample, bad));
    return List.copyOf(rows);
  }

  private static Predicate<CsvFile.Row> taking(
      List<Row> rows, Mapping mapping, int limit, boolean sample, Consumer<BadRow> bad) {
    return row -> {
      switch (row) {
        case CsvFile.Row.Good good -> rows.add(row(good, mapping, sample));
        case CsvFile.Row.Broken broken -> bad.accept(new BadRow(broken.number(), broken.reason()));
      }
      return rows.size() < Math.min(limit, ROWS_MAX);
    };
  }

  private static Row row(CsvFile.Row.Good good, Mapping mapping, boolean sample) {
    Map<String, String> cells = new LinkedHashMap<>(good.cells());
    boolean poison = sample && cells.remove(POISON) != null;
    boolean spam = sample && cells.remove(SPAM) != null;
    return new Row(good.number(), mapping.body(cells), poison, spam);
  }
}
