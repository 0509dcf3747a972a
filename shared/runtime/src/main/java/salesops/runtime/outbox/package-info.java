/**
 * How a write reaches others: {@link salesops.runtime.outbox.Outbox} is the attribute that carries
 * its events, {@link salesops.runtime.outbox.OutboxPublisher} puts them on the bus, and {@link
 * salesops.runtime.outbox.OutboxRepublisher} sends them again.
 */
@NullMarked
package salesops.runtime.outbox;

import org.jspecify.annotations.NullMarked;
