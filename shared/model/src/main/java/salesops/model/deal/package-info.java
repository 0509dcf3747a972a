/**
 * Deals and money: {@link salesops.model.deal.Deal} is what every reader of a deal's events gets,
 * {@link salesops.model.deal.Money} an exact amount, {@link salesops.model.deal.Credit} a share of
 * a deal that counts for a rep.
 */
@NullMarked
package salesops.model.deal;

import org.jspecify.annotations.NullMarked;
