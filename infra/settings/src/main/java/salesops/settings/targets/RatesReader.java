package salesops.settings.targets;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.ExchangeRates.Rate;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code rates}: what other currencies are worth in the company's. */
public final class RatesReader {
  private static final Keys RATE = Keys.of("currency", "from", "rate");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,12})?");

  private final Source source;
  private final Problems problems;
  private final String companyCurrency;

  public RatesReader(Source source, String companyCurrency) {
    this.source = source;
    this.problems = source.problems();
    this.companyCurrency = companyCurrency;
  }

  public ExchangeRates read() {
    List<Node> rows = source.list("rates");
    if (rows.size() > ExchangeRates.RATES_MAX) {
      problems.error(
          source.root().at("rates"),
          "more than " + ExchangeRates.RATES_MAX + " rates",
          "leave out days that are long over");
      return ExchangeRates.NONE;
    }
    Map<String, Located<Rate>> rates = new LinkedHashMap<>();
    for (Node row : rows) {
      rate(Section.of(row, RATE, problems))
          .ifPresent(
              rate ->
                  source.putNew(
                      rates, rate.currency() + " from " + rate.from(), row.place(), rate));
    }
    return new ExchangeRates(rates.values().stream().map(Located::value).toList());
  }

  private Optional<Rate> rate(Section row) {
    Optional<String> currency = row.required("currency", this::currency);
    Optional<LocalDate> from = row.required("from", Values::date);
    Optional<BigDecimal> rate = row.required("rate", RatesReader::decimal);
    if (currency.isEmpty() || from.isEmpty() || rate.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Rate(currency.get(), from.get(), rate.get()));
  }

  private String currency(String text) {
    String currency = Values.currency(text);
    if (currency.equals(companyCurrency)) {
      throw new Malformed(
          Values.quoted(text) + " must be another currency than the company's",
          "leave this row out: its rate is always 1");
    }
    return currency;
  }

  private static BigDecimal decimal(String text) {
    if (DECIMAL.matcher(text).matches()) {
      BigDecimal rate = new BigDecimal(text);
      if (rate.signum() > 0) {
        return Percents.plain(rate);
      }
    }
    throw new Malformed(
        Values.quoted(text) + " must be a number above 0",
        "write what one unit is worth in the company's currency, such as 0.79");
  }
}
