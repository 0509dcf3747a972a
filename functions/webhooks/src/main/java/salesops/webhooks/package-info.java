/**
 * Tells other systems of leads. {@link salesops.webhooks.WebhooksHandler} stores one delivery for
 * each endpoint that hears of an event and never calls anybody; {@link
 * salesops.webhooks.SenderHandler} posts them, signed, lead by lead, and outlives whatever the
 * endpoints do; {@link salesops.webhooks.OperationsHandler} lists and resends.
 */
@NullMarked
package salesops.webhooks;

import org.jspecify.annotations.NullMarked;
