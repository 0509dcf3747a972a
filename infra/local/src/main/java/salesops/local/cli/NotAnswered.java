package salesops.local.cli;

/** The suite gave no answer: whether it did what it was asked, nobody knows. */
final class NotAnswered extends UserError {
  NotAnswered(String message) {
    super(message);
  }
}
