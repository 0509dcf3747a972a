package salesops.settings.yaml;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesops.model.Grade;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.Criteria;
import salesops.model.settings.Rep;

/** What a single text may mean. Each throws {@link Malformed} with what to write instead. */
public final class Values {
  /** Longest name of a team, territory, form, … */
  static final int NAME_LENGTH_MAX = 100;

  /** Longest text that people read. */
  static final int TEXT_LENGTH_MAX = 2_000;

  static final int WEIGHT_THOUSANDTHS_MAX = 1_000_000;

  /** Line break, zero-width non-joiner and joiner. */
  private static final Pattern ALSO_IN_TEXTS = Pattern.compile("[\n\u200C\u200D]");

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,9})");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");
  private static final Pattern PERCENT = Pattern.compile("(0|[1-9][0-9]{0,3})%");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,3})?");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,4})([dh])");
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s,;<>\"]{1,64}@([a-z0-9-]{1,63}\\.)+[a-z0-9-]{2,63}");
  private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]{1,63}\\.)+[a-z0-9-]{2,63}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}");

  private Values() {}

  /** On one line, and as it looks. */
  public static String name(String text) {
    if (!Criteria.oneLine(text).equals(text)) {
      throw new Malformed("has invisible characters", "write it on one line, without them");
    }
    if (text.length() > NAME_LENGTH_MAX) {
      throw new Malformed("is longer than " + NAME_LENGTH_MAX + " characters", "shorten it");
    }
    return text;
  }

  /** May have several lines, and what joins letters of some scripts and parts of emoji. */
  public static String text(String text) {
    String seen = ALSO_IN_TEXTS.matcher(text).replaceAll("");
    if (!Criteria.oneLine(seen).equals(seen)) {
      throw new Malformed("has invisible characters", "leave them out");
    }
    if (text.length() > TEXT_LENGTH_MAX) {
      throw new Malformed("is longer than " + TEXT_LENGTH_MAX + " characters", "shorten it");
    }
    return text;
  }

  /** A name that becomes part of an address or key. */
  public static String word(String text) {
    if (!WORD.matcher(text).matches()) {
      throw new Malformed(
          quoted(text) + " is no plain name", "use letters, digits, - and _, at most 50");
    }
    return text;
  }

  /** A whole number from {@code min} to {@code max}, without leading zeros or exponent. */
  public static Function<String, Integer> whole(int min, int max) {
    return text -> {
      if (!WHOLE.matcher(text).matches()) {
        throw new Malformed(quoted(text) + " is no whole number", "write digits only, such as 60");
      }
      long number = Long.parseLong(text);
      if (number < min || number > max) {
        throw new Malformed(number + " is out of range", "from " + min + " to " + max);
      }
      return (int) number;
    };
  }

  /** A weight above 0, in thousandths. */
  public static int weightThousandths(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new Malformed(
          quoted(text) + " is no weight", "write a number above 0 such as 2 or 0.5");
    }
    int thousandths = new BigDecimal(text).movePointRight(3).intValueExact();
    if (thousandths == 0) {
      throw new Malformed(
          "a weight of 0 never gets a lead", "give leave or until, or leave the rep out");
    }
    if (thousandths > WEIGHT_THOUSANDTHS_MAX) {
      throw new Malformed(text + " is out of range", "at most " + WEIGHT_THOUSANDTHS_MAX / 1000);
    }
    return thousandths;
  }

  /** A whole percentage from {@code min} to {@code max}, such as {@code 40%}. */
  public static Function<String, Integer> percent(int min, int max) {
    return text -> {
      Matcher match = PERCENT.matcher(text);
      if (!match.matches()) {
        throw new Malformed(quoted(text) + " must be a whole percentage", "write it as 40%");
      }
      int percent = Integer.parseInt(match.group(1));
      if (percent < min || percent > max) {
        throw new Malformed(text + " is out of range", "from " + min + "% to " + max + "%");
      }
      return percent;
    };
  }

  /** An amount of 0 or more in major units, such as {@code 60000} or {@code 1250.50}, in minor. */
  public static Function<String, Long> money(String currency) {
    return text -> {
      if (!AMOUNT.matcher(text).matches()) {
        throw new Malformed(
            quoted(text) + " must be an amount of " + currency,
            "write digits only, with a point before decimals: 60000 or 1250.50");
      }
      BigDecimal minor = new BigDecimal(text).movePointRight(Money.digits(currency));
      if (minor.stripTrailingZeros().scale() > 0) {
        throw new Malformed(
            text + " has too many decimals", currency + " has " + Money.digits(currency));
      }
      if (minor.compareTo(BigDecimal.valueOf(Money.MINOR_MAX)) > 0) {
        throw new Malformed(
            text + " is out of range", "at most " + new Money(Money.MINOR_MAX, currency).decimal());
      }
      return minor.longValueExact();
    };
  }

  public static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Malformed(quoted(text) + " is neither true nor false", null);
    };
  }

  /** A duration in days or hours, such as {@code 14d} or {@code 36h}. */
  public static Duration duration(String text) {
    Matcher match = DURATION.matcher(text);
    if (!match.matches()) {
      throw new Malformed(quoted(text) + " is no duration", "write days or hours: 14d or 36h");
    }
    long amount = Long.parseLong(match.group(1));
    return match.group(2).equals("d") ? Duration.ofDays(amount) : Duration.ofHours(amount);
  }

  /** Whole days, such as {@code 90d}. */
  public static int days(String text) {
    Duration duration = duration(text);
    if (!text.endsWith("d")) {
      throw new Malformed(quoted(text) + " is not in days", "write days: 90d");
    }
    return (int) duration.toDays();
  }

  /** A day of the years 0 to 9999, so that there is always a day after it. */
  public static LocalDate date(String text) {
    try {
      if (!text.startsWith("+") && !text.startsWith("-")) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new Malformed(quoted(text) + " must be a date", "write year-month-day: 2026-11-03");
  }

  /** One day, or the first and the last with {@code ..} between. */
  public static Rep.Leave leave(String text) {
    int dots = text.indexOf("..");
    LocalDate from = date(dots < 0 ? text : text.substring(0, dots).strip());
    LocalDate to = dots < 0 ? from : date(text.substring(dots + 2).strip());
    if (to.isBefore(from)) {
      throw new Malformed(to + " is before " + from, "write the first day first");
    }
    return new Rep.Leave(from, to);
  }

  /** Month and day, {@code MM-dd}, that exist in every year. */
  public static String yearStart(String text) {
    try {
      MonthDay day = MonthDay.parse("--" + text);
      if (day.isValidYear(2027)) {
        return text;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new Malformed(quoted(text) + " is no day of every year", "write month-day: 02-01");
  }

  public static String zone(String text) {
    Set<String> zones = ZoneId.getAvailableZoneIds();
    if (!zones.contains(text)) {
      throw new Malformed(
          quoted(text) + " is no time zone",
          Keys.nearest(text, zones)
              .map(near -> "did you mean " + near + "?")
              .orElse("write a name such as Europe/London"));
    }
    return text;
  }

  public static String currency(String text) {
    try {
      return Currency.getInstance(text).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new Malformed(quoted(text) + " is no currency", "write an ISO 4217 code such as GBP");
    }
  }

  public static RepId rep(String text) {
    return new RepId(email(text));
  }

  public static String email(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!EMAIL.matcher(lower).matches()) {
      throw new Malformed(
          quoted(text) + " is no e-mail address", "write it whole: ana@northwind.example");
    }
    return lower;
  }

  public static String domain(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!DOMAIN.matcher(lower).matches()) {
      throw new Malformed(quoted(text) + " is no domain", "write it plain: northwind.example");
    }
    return lower;
  }

  public static Grade grade(String text) {
    try {
      return Grade.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed(quoted(text) + " is no grade", "write A to D and 1 to 4, such as A2");
    }
  }

  /** One grade such as {@code A2}, or a letter for all four with it. */
  public static Set<Grade> grades(String text) {
    if (text.length() == 1 && text.charAt(0) >= 'A' && text.charAt(0) <= 'D') {
      Set<Grade> grades = new TreeSet<>(Grade.all());
      grades.removeIf(grade -> grade.fit() != text.charAt(0));
      return grades;
    }
    return Set.of(grade(text));
  }

  /** One of these words. */
  public static <T> Function<String, T> oneOf(Map<String, T> words) {
    return text -> {
      T value = words.get(text);
      if (value == null) {
        throw new Malformed(quoted(text) + " is not known here", suggestion(text, words.keySet()));
      }
      return value;
    };
  }

  public static String suggestion(String text, Set<String> among) {
    return Keys.nearest(text, among)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(() -> "one of: " + String.join(", ", new TreeSet<>(among)));
  }

  /** Splits at a character that separates, leaving out empty pieces. */
  public static List<String> split(String text, String separator) {
    return Arrays.stream(text.split(Pattern.quote(separator)))
        .map(String::strip)
        .filter(piece -> !piece.isEmpty())
        .toList();
  }

  /** The text as it is named in messages, cut short. */
  public static String quoted(String text) {
    return "\"" + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + "\"";
  }
}
