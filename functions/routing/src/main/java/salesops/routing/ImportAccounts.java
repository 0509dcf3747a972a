package salesops.routing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Criteria;
import salesops.routing.RoutingAnswer.AccountsImported;
import salesops.routing.RoutingAnswer.AccountsImported.Rejected;
import salesops.routing.RoutingOperation.AccountRow;

/**
 * Loads whose account each company is, as another system says. The same again changes nothing; a
 * later owner takes the place of an earlier one.
 */
final class ImportAccounts {
  private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]{1,63}\\.){1,8}[a-z0-9-]{2,63}");

  private final RoutingStore store;
  private final Rulebooks rulebooks;
  private final Clock clock;

  ImportAccounts(RoutingStore store, Rulebooks rulebooks, Clock clock) {
    this.store = store;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  AccountsImported load(List<AccountRow> accounts) {
    Rulebook rulebook = rulebooks.current();
    List<Rejected> rejected = new ArrayList<>();
    int changed = 0;
    for (int i = 0; i < accounts.size(); i++) {
      try {
        changed += load(accounts.get(i), rulebook) ? 1 : 0;
      } catch (RejectedException e) {
        rejected.add(new Rejected(i, e.field, e.getMessage()));
      }
    }
    return new AccountsImported(changed, accounts.size() - changed - rejected.size(), rejected);
  }

  private boolean load(AccountRow row, Rulebook rulebook) throws RejectedException {
    String domain = domain("domain", row.domain());
    RepId owner = row.owner() == null ? null : owner(row.owner(), rulebook);
    String parent = row.parent() == null ? null : domain("parent", row.parent());
    if (domain.equals(parent)) {
      throw new RejectedException("parent", "is the company itself");
    }
    if (owner == null && parent == null) {
      throw new RejectedException("owner", "is missing, and so is a parent");
    }
    return store.importAccount(
        domain, new Account(owner, parent, name(row.name()), clock.instant()));
  }

  private static String domain(String field, @Nullable String domain) throws RejectedException {
    if (domain == null || !DOMAIN.matcher(domain).matches()) {
      throw new RejectedException(
          field, "is no registrable domain in lower case, such as acme.com");
    }
    return domain;
  }

  private static RepId owner(String email, Rulebook rulebook) throws RejectedException {
    try {
      RepId owner = new RepId(email);
      if (rulebook.rep(owner).isPresent() || owner.equals(rulebook.rules().fallback())) {
        return owner;
      }
    } catch (IllegalArgumentException e) {
      throw new RejectedException("owner", "is no e-mail address of a rep");
    }
    throw new RejectedException("owner", email + " is no rep of the settings");
  }

  private static @Nullable String name(@Nullable String given) {
    String name = given == null ? "" : Criteria.oneLine(given).strip();
    return name.isEmpty() ? null : Criteria.cut(name, Account.NAME_MAX);
  }

  /** One account that can't be taken. */
  private static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;

    RejectedException(String field, String message) {
      super(message);
      this.field = field;
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
