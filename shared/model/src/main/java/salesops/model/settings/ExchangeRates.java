package salesops.model.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import salesops.model.deal.Money;

/**
 * Exchange rates to the company's currency, each from a day on.
 *
 * @param rates at most one for each currency and day
 */
public record ExchangeRates(List<Rate> rates) {
  /** Most rates. */
  public static final int RATES_MAX = 20_000;

  public static final ExchangeRates NONE = new ExchangeRates(List.of());

  public ExchangeRates {
    rates = List.copyOf(rates);
  }

  /**
   * What one major unit of a currency is worth.
   *
   * @param from first day on which it applies
   * @param rate major units of the company's currency, above 0
   */
  public record Rate(String currency, LocalDate from, BigDecimal rate) {
    public Rate {
      if (rate.signum() <= 0) {
        throw new IllegalArgumentException("a rate must be above 0");
      }
    }

    /** Converts an amount, rounded half up, away from zero on a tie, to the minor unit. */
    public Money convert(Money amount, String into) {
      return Money.of(amount.major().multiply(rate), into);
    }

    /** Half up to so many digits, for people. */
    public BigDecimal rounded(int digits) {
      return rate.setScale(digits, RoundingMode.HALF_UP);
    }
  }

  /** The rate of a currency on a day; empty: no row begins by then. */
  public Optional<Rate> on(String currency, LocalDate day) {
    return rates.stream()
        .filter(rate -> rate.currency().equals(currency) && !rate.from().isAfter(day))
        .max(Comparator.comparing(Rate::from));
  }
}
