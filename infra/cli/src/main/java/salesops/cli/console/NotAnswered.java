package salesops.cli.console;

/** The suite gave no answer: whether it did what it was asked, nobody knows. */
public final class NotAnswered extends UserError {
  public NotAnswered(String message) {
    super(message);
  }
}
