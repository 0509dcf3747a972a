package salesops.quota;

import java.time.Instant;
import salesops.model.deal.DealId;

/**
 * An entry of the ledger; once written it never changes.
 *
 * @param number 1, 2, 3 … without gaps in the share's {@link RepMonth}
 * @param version of the deal that led to it
 * @param reversal whether it takes away what an earlier version of the deal had given
 */
record Entry(
    Share share, long number, DealId deal, int version, Instant recordedAt, boolean reversal) {}
