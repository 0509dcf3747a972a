package salesops.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.routing.Question.Related;

/**
 * Whose imported account a company is: its own owner, else that of the nearest parent with one.
 * Parents are read only for companies without an owner of their own.
 */
final class AccountOwners {
  /** Longest way up. */
  static final int PARENTS_MAX = 3;

  private AccountOwners() {}

  /**
   * @param companies by domain
   * @param read more of them
   * @return by domain, only those that are somebody's
   */
  static Map<String, Related> of(
      Map<String, CompanyClaim> companies, Function<Set<String>, Map<String, CompanyClaim>> read) {
    Map<String, CompanyClaim> known = new HashMap<>(companies);
    Set<String> missing = missing(companies.keySet(), known);
    for (int i = 0; i < PARENTS_MAX && !missing.isEmpty(); i++) {
      known.putAll(read.apply(missing));
      missing = missing(companies.keySet(), known);
    }
    Map<String, Related> owners = new HashMap<>();
    companies
        .keySet()
        .forEach(domain -> owner(domain, known).ifPresent(o -> owners.put(domain, o)));
    return owners;
  }

  /** Parents that somebody's way up leads to next. */
  private static Set<String> missing(Set<String> domains, Map<String, CompanyClaim> known) {
    return domains.stream()
        .flatMap(domain -> top(domain, known).stream())
        .filter(domain -> !known.containsKey(domain))
        .collect(Collectors.toSet());
  }

  private static Optional<Related> owner(String domain, Map<String, CompanyClaim> known) {
    return top(domain, known)
        .map(known::get)
        .map(CompanyClaim::account)
        .flatMap(
            account ->
                Optional.ofNullable(account.owner())
                    .map(owner -> new Related(Related.Link.ACCOUNT, owner, account.note())));
  }

  /**
   * The first company on the way up that has an owner or is not known; empty when that is too far,
   * whatever is known of companies that far for other leads.
   */
  private static Optional<String> top(String domain, Map<String, CompanyClaim> known) {
    @Nullable String at = domain;
    for (int up = 0; at != null && up <= PARENTS_MAX; up++) {
      CompanyClaim company = known.get(at);
      Account account = company == null ? null : company.account();
      if (company == null || (account != null && account.owner() != null)) {
        return Optional.of(at);
      }
      at = account == null ? null : account.parent();
    }
    return Optional.empty();
  }
}
