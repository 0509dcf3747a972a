package salesops.model.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;
import salesops.model.settings.Settings.NamedAccount;

/** The settings' named accounts by domain, each with its parents. */
public final class NamedAccounts {
  private final Map<String, NamedAccount> byDomain;

  public NamedAccounts(List<NamedAccount> accounts) {
    byDomain =
        accounts.stream().collect(Collectors.toMap(NamedAccount::domain, Function.identity()));
  }

  /**
   * The company's account and those of its parents, the nearest first. Ends at a parent that is not
   * named, and where parents go in a circle.
   */
  public List<NamedAccount> chain(@Nullable String domain) {
    Set<NamedAccount> chain = new LinkedHashSet<>();
    NamedAccount account = domain == null ? null : byDomain.get(domain);
    while (account != null && chain.add(account)) {
      String parent = account.parentDomain();
      account = parent == null ? null : byDomain.get(parent);
    }
    return new ArrayList<>(chain);
  }

  /** Owner of the company's account: its own, else that of the nearest parent with one. */
  public Optional<RepId> owner(@Nullable String domain) {
    return chain(domain).stream()
        .flatMap(account -> Optional.ofNullable(account.owner()).stream())
        .findFirst();
  }
}
