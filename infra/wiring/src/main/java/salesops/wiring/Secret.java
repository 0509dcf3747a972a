package salesops.wiring;

/**
 * A secret that functions read at run time.
 *
 * @param name such as {@code slack-token}; unique
 * @param variable environment variable with the name of the secret
 * @param description its content, for the person who fills it in
 * @param unrotated why it is not rotated automatically
 * @param initial its value after the first deployment
 */
public record Secret(
    String name, String variable, String description, String unrotated, Initial initial) {

  /** The first value of a secret. */
  public sealed interface Initial {
    /** A placeholder, to be replaced by people. */
    record Unset() implements Initial {}

    /** This text, to be extended by people. */
    record Text(String value) implements Initial {}

    /** A random key. */
    record Key() implements Initial {}

    /** A JSON object with a random key under this name. */
    record NamedKey(String name) implements Initial {}
  }
}
