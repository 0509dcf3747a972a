package salesops.wiring;

/**
 * A secret that functions read when they need it.
 *
 * @param name such as {@code slack-token}; unique
 * @param variable environment variable that tells a function where the secret is
 * @param description what it holds, for whoever fills it in
 * @param unrotated why nothing renews it by itself
 * @param initial what it holds after the first deployment
 */
public record Secret(
    String name, String variable, String description, String unrotated, Initial initial) {

  /** The first value of a secret. */
  public sealed interface Initial {
    /** Nothing of use: people fill it in. */
    record Unset() implements Initial {}

    /** This text, to be extended by people. */
    record Text(String value) implements Initial {}

    /** A random key. */
    record Key() implements Initial {}

    /** A JSON object that holds a random key under this name. */
    record NamedKey(String name) implements Initial {}
  }
}
