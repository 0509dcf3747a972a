package salesops.intake;

/** What a request's body turns out to be: a {@link Draft} of a lead, or a {@link Problem}. */
sealed interface Reading permits Draft, Problem {}
