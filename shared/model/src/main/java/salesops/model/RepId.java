package salesops.model;

import java.util.Locale;

/** A sales rep (or manager), known by e-mail address in lower case. */
public record RepId(String email) implements Comparable<RepId> {
  public RepId {
    email = email.strip().toLowerCase(Locale.ROOT);
    if (email.indexOf('@') < 1) {
      throw new IllegalArgumentException("a rep is named by an e-mail address");
    }
  }

  /** The part before the at sign, as people say it. */
  public String shortName() {
    return email.substring(0, email.indexOf('@'));
  }

  @Override
  public int compareTo(RepId other) {
    return email.compareTo(other.email);
  }

  @Override
  public String toString() {
    return email;
  }
}
