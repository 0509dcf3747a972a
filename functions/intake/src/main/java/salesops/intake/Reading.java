package salesops.intake;

import salesops.runtime.http.Problem;

/** What a request's body turns out to be: a {@link Draft} of a lead, or nothing of use. */
sealed interface Reading permits Draft, Reading.Refused {
  /** It is no lead. */
  record Refused(Problem problem) implements Reading {}

  static Reading refused(Problem problem) {
    return new Refused(problem);
  }
}
