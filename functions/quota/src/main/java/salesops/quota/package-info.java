/**
 * Counts won deals towards quotas. {@link salesops.quota.QuotaHandler} books each version of a deal
 * in a ledger of credits that is never rewritten; {@link salesops.quota.Booking} is the rule, and
 * {@link salesops.quota.OperationsHandler} lists attainment and verifies the ledger.
 */
@NullMarked
package salesops.quota;

import org.jspecify.annotations.NullMarked;
