package salesops.cli.console;

/** Something the user can mend: printed as one sentence, exit code 1. */
public sealed class UserError extends RuntimeException permits NotAnswered {
  public UserError(String message) {
    super(message, null, false, false);
  }
}
