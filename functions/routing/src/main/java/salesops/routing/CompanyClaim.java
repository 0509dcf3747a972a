package salesops.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.model.RepId;

/**
 * Who owns a company's open leads, and whose account it is.
 *
 * @param domain registrable domain
 * @param version 0 when nobody ever did
 * @param owner whose the leads are; absent when there are none
 * @param leads open leads and since when, the newest {@link #LEADS_MAX}
 * @param account as imported; absent: not imported
 */
record CompanyClaim(
    String domain,
    long version,
    @Nullable RepId owner,
    Map<LeadId, Instant> leads,
    @Nullable Account account) {
  /** Keeps the item within one write unit; older leads of a busy company need no mention. */
  static final int LEADS_MAX = 10;

  CompanyClaim {
    leads = Map.copyOf(leads);
  }

  static CompanyClaim none(String domain) {
    return new CompanyClaim(domain, 0, null, Map.of(), null);
  }

  CompanyClaim with(Account imported) {
    return new CompanyClaim(domain, version, owner, leads, imported);
  }

  /** The owner, if a lead assigned within the last {@code openForDays} days is open. */
  Optional<RepId> ownerAt(Instant now, int openForDays) {
    Instant oldest = now.minus(Duration.ofDays(openForDays));
    return leads.values().stream().anyMatch(since -> since.isAfter(oldest))
        ? Optional.ofNullable(owner)
        : Optional.empty();
  }

  /** With one more lead; another owner's leads give way. */
  CompanyClaim claimed(RepId by, LeadId lead, Instant at) {
    Map<LeadId, Instant> open = by.equals(owner) ? new HashMap<>(leads) : new HashMap<>();
    open.put(lead, at);
    while (open.size() > LEADS_MAX) {
      open.entrySet().stream()
          .min(Map.Entry.<LeadId, Instant>comparingByValue().thenComparing(Map.Entry::getKey))
          .ifPresent(oldest -> open.remove(oldest.getKey()));
    }
    return new CompanyClaim(domain, version, by, open, account);
  }

  /** Without a lead that ended. */
  CompanyClaim ended(LeadId lead) {
    Map<LeadId, Instant> open = new HashMap<>(leads);
    open.remove(lead);
    return new CompanyClaim(domain, version, open.isEmpty() ? null : owner, open, account);
  }
}
