/**
 * What reps earn. {@link salesops.quota.commission.CommissionModel} is the rule, {@link
 * salesops.quota.commission.Statements} makes statements of it, and {@link
 * salesops.quota.commission.ClosePeriod} makes them final.
 */
@NullMarked
package salesops.quota.commission;

import org.jspecify.annotations.NullMarked;
