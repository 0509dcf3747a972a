/**
 * The ledger of credits. {@link salesops.quota.ledger.CreditRules} says who gets what of a deal,
 * {@link salesops.quota.ledger.BookDeals} writes it, and nothing is ever rewritten.
 */
@NullMarked
package salesops.quota.ledger;

import org.jspecify.annotations.NullMarked;
