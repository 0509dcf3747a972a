package salesops.routing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Criteria;

/**
 * Loads whose account each company is, as another system says. The same again changes nothing; a
 * later owner takes the place of an earlier one.
 */
final class ImportAccounts {
  /** Most accounts of one call: each is a write of its own. */
  static final int ACCOUNTS_MAX = 25;

  private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]{1,63}\\.){1,8}[a-z0-9-]{2,63}");

  private final RoutingStore store;
  private final Rulebooks rulebooks;
  private final Clock clock;

  ImportAccounts(RoutingStore store, Rulebooks rulebooks, Clock clock) {
    this.store = store;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /** Why one of the accounts was not taken. */
  record Rejected(int index, String field, String message) {}

  Answer load(List<Map<String, Object>> accounts) {
    if (accounts.isEmpty() || accounts.size() > ACCOUNTS_MAX) {
      return new Answer.Refused("invalid", "accounts is not a list of 1 to " + ACCOUNTS_MAX);
    }
    Rulebook rulebook = rulebooks.current();
    List<Rejected> rejected = new ArrayList<>();
    int changed = 0;
    for (int i = 0; i < accounts.size(); i++) {
      try {
        changed += load(new Arguments(accounts.get(i)), rulebook) ? 1 : 0;
      } catch (RejectedException e) {
        rejected.add(new Rejected(i, e.field, e.getMessage()));
      }
    }
    return Answer.ok(
        "changed",
        changed,
        "unchanged",
        accounts.size() - changed - rejected.size(),
        "rejected",
        rejected);
  }

  private boolean load(Arguments given, Rulebook rulebook) throws RejectedException {
    String domain = domain(given, "domain");
    RepId owner = owner(given, rulebook);
    String parent = given.has("parent") ? domain(given, "parent") : null;
    if (domain.equals(parent)) {
      throw new RejectedException("parent", "is the company itself");
    }
    if (owner == null && parent == null) {
      throw new RejectedException("owner", "is missing, and so is a parent");
    }
    return store.importAccount(domain, new Account(owner, parent, name(given), clock.instant()));
  }

  private static String domain(Arguments given, String field) throws RejectedException {
    String domain = String.valueOf(given.given().getOrDefault(field, ""));
    if (!DOMAIN.matcher(domain).matches()) {
      throw new RejectedException(
          field, "is no registrable domain in lower case, such as acme.com");
    }
    return domain;
  }

  private static @Nullable RepId owner(Arguments given, Rulebook rulebook)
      throws RejectedException {
    if (!given.has("owner")) {
      return null;
    }
    String email = String.valueOf(given.given().get("owner"));
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

  private static @Nullable String name(Arguments given) {
    if (!given.has("name")) {
      return null;
    }
    String name = Criteria.oneLine(String.valueOf(given.given().get("name"))).strip();
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
