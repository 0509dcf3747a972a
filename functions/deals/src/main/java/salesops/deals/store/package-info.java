/**
 * The table of leads and deals: {@link salesops.deals.store.DynamoDealsStore} keeps a {@link
 * salesops.deals.store.Head} for each, and every {@link salesops.deals.store.Step} that led to it.
 */
@NullMarked
package salesops.deals.store;

import org.jspecify.annotations.NullMarked;
