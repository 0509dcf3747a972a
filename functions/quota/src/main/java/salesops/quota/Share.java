package salesops.quota;

import java.time.LocalDate;
import java.time.YearMonth;
import salesops.model.RepId;
import salesops.model.deal.Credit;
import salesops.model.deal.Money;

/**
 * The part of a won deal that counts for one rep.
 *
 * @param closed calendar date that decides the period
 * @param amount in the company's currency; may be 0
 */
record Share(RepId rep, Credit.Kind kind, LocalDate closed, Money amount) {
  RepMonth month() {
    return new RepMonth(rep, YearMonth.from(closed));
  }

  /** What takes this share away exactly: never divided or rounded a second time. */
  Share negated() {
    return new Share(rep, kind, closed, amount.negated());
  }
}
