package salesops.quota.ledger;

import salesops.quota.people.RepKey;

/**
 * Whose credits of which year one run of entries is.
 *
 * @param year number of the fiscal year
 * @param rep a rep, or {@link RepKey#NOBODY}
 */
public record Slot(int year, String team, RepKey rep) {}
