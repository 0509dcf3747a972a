/**
 * Deals: {@link salesops.deals.deal.DealRecord} keeps the newest value of each field and when it
 * was set, {@link salesops.deals.deal.ChangeDeal} applies what people and other systems ask for.
 */
@NullMarked
package salesops.deals.deal;

import org.jspecify.annotations.NullMarked;
