package salesops.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a lead is, as compared with other leads.
 *
 * @param persons keys of the same person, the primary one first: by e-mail, then by external id
 * @param company registrable domain of the company, lower case; absent for free-mail, disposable
 *     and reserved domains
 * @param mail what kind of mailbox the e-mail address names
 */
public record Identity(List<PersonKey> persons, @Nullable String company, MailKind mail) {
  /** What kind of mailbox an address names. */
  public enum MailKind {
    NONE,
    BUSINESS,
    FREE,
    DISPOSABLE,
    RESERVED
  }

  public Identity {
    persons = List.copyOf(persons);
    if (persons.isEmpty() || persons.size() > 2) {
      throw new IllegalArgumentException("a lead has one or two person keys");
    }
  }

  public PersonKey primary() {
    return persons.getFirst();
  }

  public Optional<String> companyDomain() {
    return Optional.ofNullable(company);
  }
}
