package salesops.deals.lead;

/** How far the work on a lead has come. Any step back is allowed. */
public enum LeadState {
  /** It has an owner who has not contacted it. */
  ASSIGNED,
  CONTACTED,
  QUALIFIED,
  /** Qualified, and a meeting was held. */
  MEETING,
  /** It became a deal. */
  DEAL,
  /** It is not a fit. */
  DISQUALIFIED,
  /** Its nurture date came; it waits for its next owner. */
  NURTURED,
  /** Its owner returned it; it waits for its next owner. */
  RETURNED,
  /** Work on it ended without a result. */
  CLOSED;

  /** Whether its owner works on it and may still qualify it. */
  boolean isWorked() {
    return this == ASSIGNED || this == CONTACTED || this == QUALIFIED || this == MEETING;
  }
}
