package salesops.runtime.operations;

/**
 * An operation was not done.
 *
 * @param code stable, such as {@code unknownLead}
 * @param message for people: what is wrong, and how to put it right
 */
public record Refused(String code, String message) implements Operation.Answer {
  /** Code of a request that cannot be understood, or asks for what is out of range. */
  public static final String INVALID = "invalid";

  public static Refused unknownOperation(String name) {
    return new Refused("unknownOperation", "there is no such operation: " + name);
  }
}
