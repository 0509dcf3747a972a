package salesops.cli.imports;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import salesops.intake.Domains;
import salesops.model.Identity.MailKind;
import salesops.routing.RoutingOperation;

/** What a row of a CRM's export comes to. */
sealed interface AccountRow {
  /** As the operation takes it. */
  record Account(RoutingOperation.AccountRow account) implements AccountRow {}

  record Refused(String field, String message) implements AccountRow {}

  /**
   * Reads domains as CRMs write them, such as {@code https://www.Acme.co.uk/about}: companies are
   * told apart by what somebody can register.
   */
  static AccountRow read(Map<String, String> cells) {
    Map<String, String> account = new HashMap<>(cells);
    for (String field : new String[] {"domain", "parent"}) {
      String text = cells.get(field);
      if (text == null) {
        continue;
      }
      Optional<String> host = Domains.canonical(host(text));
      Optional<String> domain = host.flatMap(Domains::registrable);
      if (domain.isEmpty()) {
        return new Refused(field, "\"" + text + "\" is no domain such as acme.com");
      }
      MailKind kind = Domains.kind(host.get());
      if (kind == MailKind.FREE || kind == MailKind.DISPOSABLE) {
        return new Refused(
            field, domain.get() + " gives mailboxes to anybody, so it is nobody's company");
      }
      account.put(field, domain.get());
    }
    return account.containsKey("domain")
        ? new Account(
            new RoutingOperation.AccountRow(
                account.get("domain"),
                account.get("owner"),
                account.get("parent"),
                account.get("name")))
        : new Refused("domain", "is missing");
  }

  private static String host(String text) {
    String host = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z]+://", "");
    int end = host.split("[/:?#]", 2)[0].length();
    return host.substring(0, end).replaceFirst("^.*@", "");
  }
}
