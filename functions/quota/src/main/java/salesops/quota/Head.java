package salesops.quota;

import salesops.model.deal.Deal;
import salesops.model.deal.DealId;

/**
 * The newest version of a deal that the ledger knows, and what stands for it.
 *
 * @param version 0: the ledger does not know the deal yet
 */
record Head(DealId deal, int version, Standing standing) {
  static Head unknown(DealId deal) {
    return new Head(deal, 0, Standing.NOTHING);
  }

  /**
   * @param currency the company's
   */
  static Head of(Deal deal, String currency) {
    return new Head(deal.dealId(), deal.version(), Standing.of(deal, currency));
  }
}
