package salesops.model;

/**
 * One reason for a score.
 *
 * @param kind which of the two scores it counts for
 * @param tenths tenths of a point, may be negative; 0 for what is unknown
 * @param reason what a rep reads, such as {@code employees 340 is between 50 and 1000}
 */
public record ScorePart(Kind kind, int tenths, String reason) {
  /** What the lead is, and what the lead did. */
  public enum Kind {
    FIT,
    ENGAGEMENT
  }
}
