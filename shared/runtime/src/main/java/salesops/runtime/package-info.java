/**
 * What every function needs besides its rules: {@link salesops.runtime.Platform} is what a handler
 * is built from, {@link salesops.runtime.Outbox} how a write tells others, {@link
 * salesops.runtime.OutboxPublisher} how they hear of it, and {@link
 * salesops.runtime.OutboxRepublisher} how they hear of it again.
 */
@NullMarked
package salesops.runtime;

import org.jspecify.annotations.NullMarked;
