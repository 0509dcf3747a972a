package salesops.events;

import java.time.LocalDate;
import salesops.model.RepId;
import salesops.model.deal.Money;

/**
 * A rep's attainment reached a share of the quota for the first time in a period.
 *
 * @param period first day of the period
 * @param until first day after the period
 * @param percent the milestone, such as 80
 * @param attained credits of the period so far
 */
public record QuotaReached(
    RepId rep, LocalDate period, LocalDate until, int percent, Money attained, Money quota)
    implements Event {
  @Override
  public String aggregate() {
    return rep.email() + " " + period + " " + until;
  }

  @Override
  public int version() {
    return percent;
  }
}
