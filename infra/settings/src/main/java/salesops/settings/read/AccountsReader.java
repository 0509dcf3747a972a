package salesops.settings.read;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Settings.NamedAccount;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Located;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code namedAccounts}: companies whose owner is decided. */
public final class AccountsReader {
  private static final Keys ACCOUNT = Keys.of("domain", "owner", "parentDomain");

  private final Source source;
  private final Problems problems;

  public AccountsReader(Source source) {
    this.source = source;
    this.problems = source.problems();
  }

  public List<NamedAccount> read(People people) {
    Map<String, Located<NamedAccount>> accounts = new LinkedHashMap<>();
    for (Node row : source.list("namedAccounts")) {
      Section section = Section.of(row, ACCOUNT, problems);
      String domain = section.required("domain", Values::domain, "");
      RepId owner = section.value("owner", Values::rep).orElse(null);
      String parent = section.value("parentDomain", Values::domain).orElse(null);
      if (!section.has("owner") && !section.has("parentDomain")) {
        problems.error(section.place(), "has neither owner nor parentDomain", "name one of them");
      }
      if (owner != null && !people.mayOwn(owner)) {
        problems.error(section.at("owner"), owner + " is no rep", people.suggestion(owner));
      }
      if (!domain.isEmpty()) {
        source.putNew(accounts, domain, section.place(), new NamedAccount(domain, owner, parent));
      }
    }
    accounts.values().forEach(account -> checkOwned(account, accounts));
    return accounts.values().stream().map(Located::value).toList();
  }

  /** Following the parents must end at an owner. */
  private void checkOwned(
      Located<NamedAccount> account, Map<String, Located<NamedAccount>> accounts) {
    Set<String> seen = new HashSet<>();
    @Nullable NamedAccount at = account.value();
    while (at.owner() == null) {
      String parent = at.parentDomain();
      if (parent == null) {
        return;
      }
      if (!seen.add(at.domain())) {
        problems.error(account.place(), "its parents go round in a circle", "give one an owner");
        return;
      }
      Located<NamedAccount> next = accounts.get(parent);
      if (next == null) {
        problems.error(
            account.place(),
            "parentDomain " + parent + " is not on the list",
            Values.suggestion(parent, accounts.keySet()));
        return;
      }
      at = next.value();
    }
  }
}
