package salesops.intake;

import java.util.Optional;
import salesops.intake.Submission.Earlier;

/** Keeps accepted submissions; each is told to the suite by the write that keeps it. */
interface IntakeStore {
  /** Keeps the submission unless one with its fingerprint is there: then that one is returned. */
  Optional<Earlier> keep(Submission submission);

  /**
   * Puts the earlier one aside for good and keeps the submission in its place.
   *
   * @return false when the earlier one was replaced meanwhile: nothing changed
   */
  boolean replace(Earlier earlier, Submission submission);
}
