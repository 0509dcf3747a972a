package salesops.local.cli;

/** Something the user can mend: printed as one sentence, exit code 1. */
sealed class UserError extends RuntimeException permits NotAnswered {
  UserError(String message) {
    super(message, null, false, false);
  }
}
