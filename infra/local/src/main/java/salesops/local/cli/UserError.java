package salesops.local.cli;

/** Something the user can mend: printed as one sentence, exit code 1. */
final class UserError extends RuntimeException {
  UserError(String message) {
    super(message, null, false, false);
  }
}
