package salesops.replay.deals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Deal;
import salesops.model.deal.Deal.State;
import salesops.replay.deals.DealRow.Note;
import salesops.replay.deals.DealRow.Unread;
import salesops.replay.deals.DealRow.Used;
import salesops.replay.input.Amounts;
import salesops.replay.input.Amounts.Amount;
import salesops.replay.input.CsvFile;
import salesops.replay.input.Dates;

/** Makes deals of rows, once it is known how the file writes dates and amounts. */
record DealReading(DealFormat format, Dates dates, Amounts amounts) {
  /** Where the date is the latest, and the earliest: an instant alone may be either. */
  private static final ZoneOffset EAST = ZoneOffset.ofHours(14);

  private static final ZoneOffset WEST = ZoneOffset.ofHours(-12);

  /** Why a row is no deal. */
  private static final class Unreadable extends RuntimeException {
    private final DealColumn column;
    private final String code;

    Unreadable(DealColumn column, String code, String message) {
      super(message, null, false, false);
      this.column = column;
      this.code = code;
    }
  }

  /**
   * @param texts of the fields that are not blank
   */
  DealRow read(CsvFile.Row.Good row, Map<DealColumn, String> texts) {
    try {
      return used(row, texts);
    } catch (Unreadable e) {
      return new Unread(row, e.code, e.column.fieldName(), String.valueOf(e.getMessage()));
    }
  }

  private Used used(CsvFile.Row.Good row, Map<DealColumn, String> texts) {
    if (format.around().idsByRow()) {
      texts.putIfAbsent(DealColumn.ID, Integer.toString(row.number()));
    }
    String id = needed(texts, DealColumn.ID);
    String stage = stage(texts);
    texts.put(DealColumn.STAGE, stage);
    State state =
        switch (stage) {
          case Deal.WON -> State.WON;
          case Deal.LOST -> State.LOST;
          default -> State.OPEN;
        };
    for (DealColumn column :
        List.of(DealColumn.CREATED, DealColumn.CLOSED, DealColumn.EXPECTED_CLOSE)) {
      texts.computeIfPresent(column, this::date);
    }
    if (state == State.OPEN && texts.containsKey(DealColumn.CLOSED)) {
      String expected = texts.remove(DealColumn.CLOSED);
      texts.putIfAbsent(DealColumn.EXPECTED_CLOSE, expected);
    }
    List<Note> notes = new ArrayList<>();
    BigDecimal amount = amount(texts, notes);
    String owner = texts.getOrDefault(DealColumn.OWNER, "");
    ZoneId zone = format.around().zoneOf().apply(owner);
    LocalDate closed = state == State.OPEN ? null : closed(texts, zone);
    LocalDate created = date(texts.get(DealColumn.CREATED), zone);
    if (created == null) {
      notes.add(Note.NO_CREATED);
    }
    boolean endsEarlier = closed != null && (created == null || created.isAfter(closed));
    return new Used(
        row,
        id,
        owner,
        stage,
        state,
        amount,
        texts.getOrDefault(DealColumn.CURRENCY, ""),
        endsEarlier ? closed : created,
        closed,
        date(texts.get(DealColumn.EXPECTED_CLOSE), zone),
        notes,
        texts);
  }

  private static String needed(Map<DealColumn, String> texts, DealColumn column) {
    String text = texts.get(column);
    if (text == null) {
      throw new Unreadable(column, "missing", "is missing");
    }
    return text;
  }

  private String stage(Map<DealColumn, String> texts) {
    String status = texts.remove(DealColumn.STATUS);
    String stage = status == null ? "" : format.stage(status);
    return stage.equals(Deal.WON) || stage.equals(Deal.LOST)
        ? stage
        : format.stage(needed(texts, DealColumn.STAGE));
  }

  private String date(DealColumn column, String written) {
    return dates
        .read(written)
        .orElseThrow(
            () -> new Unreadable(column, "invalid", "isn't a date, see --date-format: " + written));
  }

  private static @Nullable LocalDate date(@Nullable String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    return text.endsWith("Z")
        ? LocalDate.ofInstant(Instant.parse(text), zone)
        : LocalDate.parse(text);
  }

  private LocalDate closed(Map<DealColumn, String> texts, ZoneId zone) {
    String text = needed(texts, DealColumn.CLOSED);
    LocalDate latest = Objects.requireNonNull(date(text, EAST));
    LocalDate created = date(texts.get(DealColumn.CREATED), WEST);
    if (created != null && latest.isBefore(created)) {
      throw new Unreadable(
          DealColumn.CLOSED, "closed_before_created", "is before the deal was created: " + text);
    }
    LocalDate closed = Objects.requireNonNull(date(text, zone));
    LocalDate until = format.options().until();
    if (until != null && closed.isAfter(until)) {
      throw new Unreadable(DealColumn.CLOSED, "after_until", "is after --until: " + text);
    }
    return closed;
  }

  private BigDecimal amount(Map<DealColumn, String> texts, List<Note> notes) {
    String written = texts.get(DealColumn.AMOUNT);
    if (written == null) {
      notes.add(Note.NO_AMOUNT);
    }
    Amount amount =
        written == null
            ? new Amount(BigDecimal.ZERO, "")
            : amounts
                .read(written)
                .orElseThrow(
                    () ->
                        new Unreadable(
                            DealColumn.AMOUNT,
                            "invalid",
                            "isn't an amount, see --decimal: " + written));
    String currency = currency(texts.get(DealColumn.CURRENCY), amount.currency());
    if (!currency.isEmpty()) {
      texts.put(DealColumn.CURRENCY, currency);
    }
    texts.replace(DealColumn.AMOUNT, amount.value().toPlainString());
    return amount.value();
  }

  /**
   * The row's currency, else the one written beside the amount, else the option's.
   *
   * @param beside the amount; several currencies are written {@code $}
   */
  private String currency(@Nullable String named, String beside) {
    boolean dollars = beside.equals("$");
    String currency =
        named != null
            ? named.toUpperCase(Locale.ROOT)
            : beside.isEmpty() || dollars ? format.options().currency() : beside;
    if (dollars ? !currency.endsWith("D") : !beside.isEmpty() && !beside.equals(currency)) {
      throw new Unreadable(
          DealColumn.CURRENCY,
          "invalid",
          "isn't that of the amount, which is in " + beside + "; see --currency");
    }
    if (!currency.isEmpty() && !DealFormat.isCurrency(currency)) {
      throw new Unreadable(
          DealColumn.CURRENCY, "invalid", "isn't an ISO 4217 code such as GBP: " + currency);
    }
    return currency;
  }
}
