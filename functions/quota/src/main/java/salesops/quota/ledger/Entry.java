package salesops.quota.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;

/**
 * An entry of the ledger; once written it never changes.
 *
 * @param number 1, 2, 3 … without gaps in its {@link Slot}
 * @param version of the deal that led to it
 * @param kind whether it gives or takes
 * @param cause why it was written
 * @param original the deal's amount in its own currency
 * @param rate by which the deal's amount was converted; absent: it was not
 * @param rateFrom first day of that row of rates; present with {@code rate}
 * @param happenedAt when the deal's change happened
 * @param event id of the event that led to it
 */
public record Entry(
    Slot slot,
    long number,
    Share share,
    DealId deal,
    int version,
    Kind kind,
    Cause cause,
    Money original,
    @Nullable String rate,
    @Nullable LocalDate rateFrom,
    Instant happenedAt,
    Instant recordedAt,
    String event) {
  /** Which way an entry counts. */
  public enum Kind {
    CREDIT,
    /** The exact negative of a credit that stood. */
    REVERSAL
  }

  /** Why entries are written. */
  public enum Cause {
    /** A version of the deal. */
    DEAL,
    /** A membership that was entered late, or a rep or rate that a held deal had waited for. */
    SETTINGS,
    /** Corrected exchange rates, on request. */
    RESTATED
  }

  /** 1 for a credit, −1 for a reversal. */
  int sign() {
    return kind == Kind.CREDIT ? 1 : -1;
  }
}
