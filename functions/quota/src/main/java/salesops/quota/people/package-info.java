/** Who the ledger's entries are about: {@link salesops.quota.people.People} alone knows names. */
@NullMarked
package salesops.quota.people;

import org.jspecify.annotations.NullMarked;
