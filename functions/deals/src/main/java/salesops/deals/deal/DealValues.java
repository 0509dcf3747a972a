package salesops.deals.deal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal.ProductLine;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.settings.Criteria;

/** Values of a deal's fields: from what people and systems write to what is kept, and back. */
final class DealValues {
  /** Other years are mistakes, and the furthest ones no calendar date at all. */
  private static final int YEAR_MIN = 1900;

  private static final int YEAR_MAX = 2999;
  private static final int PRODUCTS_MAX = 20;
  private static final int PRODUCT_LENGTH_MAX = 100;
  private static final String OVERLAY = "overlay ";

  private DealValues() {}

  static String text(String value, int max) {
    String line = Criteria.oneLine(value).strip();
    if (line.length() > max) {
      throw new IllegalArgumentException("must have at most " + max + " characters");
    }
    return line;
  }

  static String lead(String value) {
    try {
      return new LeadId(value).value();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a lead's id of 26 characters", e);
    }
  }

  static String deal(String value) {
    return new DealId(value).value();
  }

  static String decimal(String value) {
    try {
      BigDecimal amount = new BigDecimal(value).stripTrailingZeros();
      if (Math.abs((long) amount.precision() - amount.scale()) > 12 || amount.scale() > 6) {
        throw new IllegalArgumentException("must be below a trillion, with at most 6 decimals");
      }
      return amount.signum() == 0 ? "0" : amount.toPlainString();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a number such as 12500.50", e);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("must have no such exponent", e);
    }
  }

  static String currency(String value) {
    try {
      return Currency.getInstance(value.toUpperCase(Locale.ROOT)).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be an ISO 4217 code such as GBP", e);
    }
  }

  static String percent(String value) {
    String digits = value.endsWith("%") ? value.substring(0, value.length() - 1).strip() : value;
    if (!digits.matches("[0-9]{1,2}|100")) {
      throw new IllegalArgumentException("must be a whole percentage from 0 to 100");
    }
    return Integer.toString(Integer.parseInt(digits));
  }

  /**
   * The calendar date as written, or an instant where that is all there is. A time with an offset
   * is a date as written; {@code Z} names no place, so it is an instant.
   */
  static String date(String value) {
    try {
      String kept = dateOrInstant(value);
      int year = localDate(kept, ZoneOffset.UTC).getYear();
      if (year < YEAR_MIN || year > YEAR_MAX) {
        throw new IllegalArgumentException("must be in the years " + YEAR_MIN + " to " + YEAR_MAX);
      }
      return kept;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a date (2026-11-03) or a time (2026-11-03T14:00:00Z)", e);
    }
  }

  private static String dateOrInstant(String value) {
    if (value.length() == 10) {
      return LocalDate.parse(value).toString();
    }
    if (value.endsWith("Z")) {
      return Instant.parse(value).toString();
    }
    if (value.matches(".*[+-][0-9]{2}:?[0-9]{2}")) {
      OffsetDateTime time =
          OffsetDateTime.parse(value.replaceFirst("([0-9]{2})([0-9]{2})$", "$1:$2"));
      return time.getOffset().equals(ZoneOffset.UTC)
          ? time.toInstant().toString()
          : time.toLocalDate().toString();
    }
    return java.time.LocalDateTime.parse(value.replace(' ', 'T')).toLocalDate().toString();
  }

  /** The calendar date of a kept value: as written, or of the instant in this zone. */
  static LocalDate localDate(String kept, ZoneId zone) {
    return kept.length() == 10
        ? LocalDate.parse(kept)
        : LocalDate.ofInstant(Instant.parse(kept), zone);
  }

  static String products(String value) {
    List<String> lines = new ArrayList<>();
    for (String part : value.split(";", -1)) {
      String line = Criteria.oneLine(part).strip();
      if (line.isEmpty()) {
        continue;
      }
      int equals = line.lastIndexOf('=');
      String product = (equals < 0 ? line : line.substring(0, equals)).strip();
      if (product.isEmpty() || product.length() > PRODUCT_LENGTH_MAX) {
        throw new IllegalArgumentException(
            "must name products of at most " + PRODUCT_LENGTH_MAX + " characters");
      }
      lines.add(equals < 0 ? product : product + "=" + decimal(line.substring(equals + 1).strip()));
    }
    if (lines.size() > PRODUCTS_MAX) {
      throw new IllegalArgumentException("must have at most " + PRODUCTS_MAX + " products");
    }
    return String.join("; ", lines);
  }

  static List<ProductLine> productLines(String kept, String currency) {
    List<ProductLine> lines = new ArrayList<>();
    for (String line : parts(kept)) {
      int equals = line.lastIndexOf('=');
      lines.add(
          equals < 0
              ? new ProductLine(line, null)
              : new ProductLine(
                  line.substring(0, equals), Money.parse(line.substring(equals + 1), currency)));
    }
    return lines;
  }

  static String credits(String value) {
    return Credit.checked(parts(value).stream().map(DealValues::credit).toList()).stream()
        .map(DealValues::text)
        .collect(Collectors.joining("; "));
  }

  static List<Credit> creditList(String kept) {
    return parts(kept).stream().map(DealValues::credit).toList();
  }

  private static Credit credit(String part) {
    boolean overlay = part.toLowerCase(Locale.ROOT).startsWith(OVERLAY);
    String[] words = (overlay ? part.substring(OVERLAY.length()) : part).strip().split("\\s+", -1);
    if (words.length > 2) {
      throw new IllegalArgumentException("must be written as ana@northwind.example 50; …");
    }
    String weight = words.length == 2 ? words[1].replace("%", "") : "100";
    try {
      return new Credit(
          new RepId(words[0]),
          overlay ? Credit.Kind.OVERLAY : Credit.Kind.REVENUE,
          new BigDecimal(weight));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("must have numbers as weights", e);
    }
  }

  private static String text(Credit credit) {
    return (credit.kind() == Credit.Kind.OVERLAY ? OVERLAY : "")
        + credit.rep()
        + " "
        + credit.weight().toPlainString();
  }

  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    for (String part : list.split(";", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }
}
