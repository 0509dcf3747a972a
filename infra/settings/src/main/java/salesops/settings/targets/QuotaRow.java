package salesops.settings.targets;

import java.util.Optional;
import java.util.function.Function;
import salesops.model.settings.FiscalCalendar;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Subject;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Section;

/** Reads what a quota and its revision share: whose it is, for when, and how much. */
record QuotaRow(Subjects subjects, FiscalCalendar calendar, Function<String, Long> money) {
  /** The quota that a row states; empty after an error. */
  Optional<Quota> read(Section row) {
    Optional<Subject> of = subjects.of(row);
    Optional<Period> period = row.required("period", this::period);
    Optional<Long> minor = row.required("quota", money);
    if (of.isEmpty() || period.isEmpty() || minor.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Quota(of.get(), period.get().from(), period.get().until(), minor.get(), null));
  }

  /** Whose quota it is, and when: {@code ana@… 2026-Q3}, however its period is written. */
  String name(Quota quota) {
    return Subjects.name(quota.of()) + " " + calendar.name(quota.period()).orElseThrow();
  }

  private Period period(String text) {
    try {
      return calendar.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed(
          String.valueOf(e.getMessage()),
          "write a month (2026-07), a quarter (2026-Q3), a year (2026) or the first day of one");
    }
  }
}
