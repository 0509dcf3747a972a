/**
 * Quotas and how far they are reached: {@link salesops.quota.attainment.QuotaBook} says what a
 * quota comes to, {@link salesops.quota.attainment.ListAttainment} what was attained of it.
 */
@NullMarked
package salesops.quota.attainment;

import org.jspecify.annotations.NullMarked;
