package salesops.quota.ledger;

import salesops.model.deal.DealId;

/**
 * The newest version of a deal that the ledger knows, and what stands for it.
 *
 * @param version of the deal; 0: the ledger does not know it yet
 * @param revision counts the writes of this head
 */
public record Head(DealId deal, int version, int revision, Facts facts, Standing standing) {
  static Head unknown(DealId deal) {
    return new Head(deal, 0, 0, Facts.NONE, Standing.NOTHING);
  }

  /** The head after one more write. */
  Head next(int newVersion, Facts newFacts, Standing newStanding) {
    return new Head(deal, newVersion, revision + 1, newFacts, newStanding);
  }
}
