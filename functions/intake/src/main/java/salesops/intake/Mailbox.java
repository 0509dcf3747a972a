package salesops.intake;

import java.util.Optional;

/**
 * An e-mail address in its one spelling: lower case, domain in ASCII.
 *
 * @param local the part before the at sign
 * @param host canonical domain, see {@link Domains#canonical}
 */
record Mailbox(String local, String host) {
  /** RFC 5321, 4.5.3.1.1. */
  private static final int LOCAL_CHARS_MAX = 64;

  private static final String NEVER_BARE = "()<>[]\\,;:\"@";

  /** Empty when the text cannot be an address. Quoted local parts and IP literals are not taken. */
  static Optional<Mailbox> parse(String normalised) {
    int at = normalised.lastIndexOf('@');
    if (at < 1 || at > LOCAL_CHARS_MAX) {
      return Optional.empty();
    }
    String local = normalised.substring(0, at);
    boolean bad =
        local.startsWith(".")
            || local.codePoints().anyMatch(c -> NEVER_BARE.indexOf(c) >= 0 || c <= ' ')
            || local.codePoints().anyMatch(Character::isWhitespace);
    return bad
        ? Optional.empty()
        : Domains.canonical(normalised.substring(at + 1)).map(host -> new Mailbox(local, host));
  }

  String address() {
    return local + "@" + host;
  }

  @Override
  public String toString() {
    return "a mailbox at " + host;
  }
}
