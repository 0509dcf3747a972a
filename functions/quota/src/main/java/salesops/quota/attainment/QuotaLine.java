package salesops.quota.attainment;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.deal.Money;

/**
 * How a rep, a team or the company stands in a period.
 *
 * @param rep absent: the line is a team's or the company's
 * @param team of a rep the latest one in the period; absent: the line is the company's
 * @param from first day of the period
 * @param until first day after it
 * @param attained a rep's credits of both kinds; of a team or the company, revenue
 * @param quota absent: there is none, which is not 0
 * @param percent of the quota, to one digit; absent: no quota, or 0
 * @param needed what is left to the quota; absent: no quota
 * @param pacePercent attained as percent of what the working days gone ask for; absent: none is
 *     gone, or no quota
 * @param neededDaily what each working day left must bring; absent: none is left, or no quota
 * @param projected the period's result at the pace so far; absent: no working day is gone
 * @param overAssignedPercent by how much the members' quotas exceed the team's own; absent: they
 *     don't, or the team has none of its own
 * @param aboveMedian percentage points above the team's median attainment; absent: no quota
 * @param rampMonth the rep's month of tenure while the ramp lasts; absent: it is over
 * @param deals won deals with revenue of the rep or team
 */
public record QuotaLine(
    @Nullable RepId rep,
    @Nullable String team,
    LocalDate from,
    LocalDate until,
    Money attained,
    @Nullable Money quota,
    @Nullable BigDecimal percent,
    @Nullable Money needed,
    @Nullable BigDecimal pacePercent,
    @Nullable Money neededDaily,
    @Nullable Money projected,
    @Nullable BigDecimal overAssignedPercent,
    @Nullable BigDecimal aboveMedian,
    @Nullable Integer rampMonth,
    long deals) {}
