package salesops.replay.deals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Deal;
import salesops.replay.input.CsvFile;

/** What a row of a deals file comes to. */
public sealed interface DealRow {
  /** The row as it is in the file. */
  CsvFile.Row row();

  /**
   * A deal.
   *
   * @param stage in the settings' spelling, {@code won} or {@code lost}
   * @param state open, won or lost
   * @param amount in major units; 0 when there is none
   * @param currency ISO 4217 code of the row, else of the option; empty: neither says
   * @param created absent: an open deal that does not say; never after {@code closed}
   * @param closed present exactly when the deal is won or lost
   * @param texts canonical values of the fields that the row has; dates as written or, where only
   *     an instant is known, the instant
   */
  record Used(
      CsvFile.Row.Good row,
      String id,
      String owner,
      String stage,
      Deal.State state,
      BigDecimal amount,
      String currency,
      @Nullable LocalDate created,
      @Nullable LocalDate closed,
      @Nullable LocalDate expectedClose,
      List<Note> notes,
      Map<DealColumn, String> texts)
      implements DealRow {
    public Used {
      notes = List.copyOf(notes);
      texts = Collections.unmodifiableMap(new EnumMap<>(texts));
    }

    /** Value of a field; empty when the row has none. */
    public String text(DealColumn column) {
      return texts.getOrDefault(column, "");
    }
  }

  /**
   * A row that is no deal.
   *
   * @param code such as {@code repeated_id}
   * @param field may be empty
   * @param message completes the field's name
   */
  record Unread(CsvFile.Row row, String code, String field, String message) implements DealRow {}

  /** Something that a used row lacks. */
  enum Note {
    /** It counts as created when it was closed. */
    NO_CREATED("without a creation date"),
    /** It counts as 0. */
    NO_AMOUNT("without an amount");

    private final String words;

    Note(String words) {
      this.words = words;
    }

    /** For people, behind a number. */
    public String words() {
      return words;
    }
  }
}
