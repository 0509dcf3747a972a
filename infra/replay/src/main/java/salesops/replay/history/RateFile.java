package salesops.replay.history;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.replay.history.ListFile.Row;

/** Reads exchange rates to the company's currency: {@code currency, from, rate}. */
final class RateFile {
  private static final List<String> FIELDS = List.of("currency", "from", "rate");

  private RateFile() {}

  /**
   * @throws IllegalArgumentException with the row, when a rate isn't above 0, or a currency has two
   *     on a day
   */
  static ExchangeRates read(ListFile.Source source) {
    ListFile list = ListFile.read(source, FIELDS);
    FIELDS.forEach(field -> list.need(field, source.mapOption()));
    ListFile.DateColumns dates = list.dates(source.dateFormat(), "from");
    Map<String, Row> seen = new HashMap<>();
    List<Rate> rates = new ArrayList<>();
    for (Row row : list.rows()) {
      String currency = currency(row);
      LocalDate from = dates.read(row, "from").orElseThrow(() -> row.wrong("from is missing"));
      BigDecimal rate = ListFile.number(row, "rate");
      if (rate.signum() <= 0) {
        throw row.wrong("rate must be above 0: " + row.text("rate"));
      }
      Row earlier = seen.putIfAbsent(currency + from, row);
      if (earlier != null) {
        throw row.wrong(
            "%s must have one rate from %s, see row %d"
                .formatted(currency, from, earlier.number()));
      }
      rates.add(new Rate(currency, from, rate));
    }
    return new ExchangeRates(rates);
  }

  /** The currency that a row names. */
  static String currency(Row row) {
    String code = row.needed("currency").toUpperCase(Locale.ROOT);
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw row.wrong("currency must be an ISO 4217 code such as GBP: " + row.text("currency"));
    }
  }
}
