package salesops.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.Identity;
import salesops.model.Identity.MailKind;
import salesops.model.LeadField;
import salesops.model.PersonKey;

/** Tells who a lead is from its normalised fields. */
final class Identities {
  private Identities() {}

  /**
   * @param fields normalised, with an e-mail address or an external id
   * @throws IllegalArgumentException when there is neither
   */
  static Identity of(String salt, Map<String, String> fields) {
    List<PersonKey> persons = new ArrayList<>();
    String email = fields.get(LeadField.EMAIL.jsonName());
    if (email != null) {
      persons.add(PersonKey.ofEmail(salt, email));
    }
    String externalId = fields.get(LeadField.EXTERNAL_ID.jsonName());
    if (externalId != null) {
      persons.add(PersonKey.ofExternalId(salt, externalId));
    }
    Optional<String> host = Optional.ofNullable(email).flatMap(Mailbox::parse).map(Mailbox::host);
    MailKind mail = host.map(Domains::kind).orElse(MailKind.NONE);
    return new Identity(persons, company(fields, host, mail).orElse(null), mail);
  }

  /**
   * The domain that was named, else the mailbox's. A named one may be reserved, since only whoever
   * writes examples names such a company; a free-mail provider is never anybody's company.
   */
  private static Optional<String> company(
      Map<String, String> fields, Optional<String> host, MailKind mail) {
    @Nullable String named = fields.get(LeadField.COMPANY_DOMAIN.jsonName());
    if (named != null) {
      MailKind kind = Domains.kind(named);
      if (kind == MailKind.BUSINESS || kind == MailKind.RESERVED) {
        return Domains.registrable(named);
      }
    }
    return mail == MailKind.BUSINESS ? host.flatMap(Domains::registrable) : Optional.empty();
  }
}
