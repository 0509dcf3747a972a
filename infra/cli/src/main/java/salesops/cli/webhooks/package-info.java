/** {@code salesops webhooks}: what waits for other systems, and sending it again. */
@NullMarked
package salesops.cli.webhooks;

import org.jspecify.annotations.NullMarked;
