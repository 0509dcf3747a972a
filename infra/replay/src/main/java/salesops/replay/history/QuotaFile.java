package salesops.replay.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Money;
import salesops.model.settings.CommissionPlans.Span;
import salesops.model.settings.ExchangeRates;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Subject;
import salesops.replay.history.ListFile.Row;
import salesops.replay.input.Amounts;
import salesops.replay.input.Cell;

/**
 * Reads quotas: {@code rep} or {@code team}, {@code period}, {@code quota}, {@code currency}. A
 * period that a list names by its first day is a month unless all of them begin quarters.
 */
record QuotaFile(Roster roster, FiscalCalendar calendar, String currency, ExchangeRates rates) {
  private static final List<String> FIELDS = List.of("rep", "team", "period", "quota", "currency");

  /** {@code 2017}, {@code 2017-07}, {@code 2017-Q3}, {@code 2017 Q3}, {@code 2017Q3}. */
  private static final Pattern NAME =
      Pattern.compile("([0-9]{4})(?:[- ]?(Q[1-4])|-([0-9]{2}))?", Pattern.CASE_INSENSITIVE);

  /**
   * @param decimal the sign before decimals; absent: found out
   * @throws IllegalArgumentException with the row, when a rep is unknown, a period isn't one, or a
   *     quota is negative or named twice
   */
  List<Quota> read(ListFile.Source source, Amounts.@Nullable Decimal decimal) {
    ListFile list = ListFile.read(source, FIELDS);
    List.of("period", "quota").forEach(field -> list.need(field, source.mapOption()));
    if (!list.has("rep") && !list.has("team")) {
      list.need("rep", source.mapOption());
    }
    Amounts amounts =
        Amounts.of(
            decimal,
            list.rows().stream()
                .map(row -> new Cell(row.number(), "quota", row.text("quota")))
                .toList());
    Map<Row, Period> periods = periods(list, source);
    Map<List<Object>, Row> seen = new HashMap<>();
    List<Quota> quotas = new ArrayList<>();
    for (Row row : list.rows()) {
      Period period = periods.get(row);
      if (period == null) {
        throw row.wrong("period is missing");
      }
      Subject subject = subject(row);
      Row earlier = seen.putIfAbsent(List.of(subject, period), row);
      if (earlier != null) {
        throw row.wrong(
            "%s has a quota for %s already, see row %d"
                .formatted(
                    row.text(subject.rep() == null ? "team" : "rep"),
                    row.text("period"),
                    earlier.number()));
      }
      quotas.add(
          new Quota(
              subject, period.from(), period.until(), minor(row, amounts, period.from()), null));
    }
    return quotas;
  }

  private Subject subject(Row row) {
    if (!row.text("rep").isEmpty()) {
      return Subject.of(
          roster
              .find(row.text("rep"))
              .orElseThrow(() -> row.wrong("the team has no rep " + row.text("rep"))));
    }
    String team = row.needed("team");
    return roster.teams().stream()
        .map(each -> each.name())
        .filter(team::equalsIgnoreCase)
        .findFirst()
        .map(Subject::ofTeam)
        .orElseThrow(() -> row.wrong("there is no team " + team));
  }

  private long minor(Row row, Amounts amounts, LocalDate day) {
    Amounts.Amount amount =
        amounts
            .read(row.needed("quota"))
            .orElseThrow(() -> row.wrong("quota isn't an amount: " + row.text("quota")));
    if (amount.value().signum() < 0) {
      throw row.wrong("quota must not be below 0: " + row.text("quota"));
    }
    String own = row.text("currency").isEmpty() ? currency : RateFile.currency(row);
    Money money = Money.of(amount.value(), own);
    return own.equals(currency)
        ? money.minor()
        : rates
            .on(own, day)
            .map(rate -> rate.convert(money, currency).minor())
            .orElseThrow(
                () -> row.wrong("no rate of %s on %s is known, see --rates".formatted(own, day)));
  }

  private Map<Row, Period> periods(ListFile list, ListFile.Source source) {
    Map<Row, Period> periods = new LinkedHashMap<>();
    Map<Row, LocalDate> firstDays = new LinkedHashMap<>();
    ListFile.DateColumns dates = null;
    for (Row row : list.rows()) {
      String text = row.needed("period");
      Optional<Period> named = named(row, text);
      if (named.isPresent()) {
        periods.put(row, named.get());
        continue;
      }
      dates = dates == null ? list.dates(source.dateFormat(), "period") : dates;
      firstDays.put(row, dates.read(row, "period").orElseThrow());
    }
    Span span =
        Stream.of(Span.QUARTER, Span.MONTH)
            .filter(each -> firstDays.values().stream().allMatch(day -> begins(each, day)))
            .findFirst()
            .orElse(Span.MONTH);
    firstDays.forEach(
        (row, day) -> {
          if (!begins(span, day)) {
            throw row.wrong(
                "no %s begins on %s; see --fiscal-year-starts"
                    .formatted(span == Span.MONTH ? "month" : "quarter", day));
          }
          periods.put(row, calendar.period(span, day));
        });
    return periods;
  }

  private boolean begins(Span span, LocalDate day) {
    return calendar.period(span, day).from().equals(day);
  }

  private Optional<Period> named(Row row, String text) {
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      return Optional.empty();
    }
    String part = name.group(2) != null ? name.group(2) : name.group(3);
    String plain = name.group(1) + (part == null ? "" : "-" + part.toUpperCase(Locale.ROOT));
    try {
      return Optional.of(calendar.parse(plain));
    } catch (IllegalArgumentException e) {
      throw row.wrong("period must be a month, quarter or year: " + e.getMessage());
    }
  }
}
