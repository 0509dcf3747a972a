package salesops.model;

import java.util.Locale;

/**
 * Stands for one person without naming them: the keyed digest of the normalised e-mail address or
 * of an external id. The key (the settings' {@code salt}) keeps a guessed address from being
 * confirmed by whoever reads lead ids in a log.
 */
public record PersonKey(String value) {
  public PersonKey {
    if (value.length() != Digests.LENGTH || !value.chars().allMatch(LeadId::isBase32)) {
      throw new IllegalArgumentException("not a person key: expected 13 characters 0-9 a-z");
    }
  }

  public static PersonKey ofEmail(String salt, String email) {
    return new PersonKey(Digests.keyed(salt, "email:" + normalisedEmail(email)));
  }

  public static PersonKey ofExternalId(String salt, String externalId) {
    return new PersonKey(Digests.keyed(salt, "external:" + externalId.strip()));
  }

  /** The address as compared: stripped and in lower case. Dots and plus tags are kept. */
  public static String normalisedEmail(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
