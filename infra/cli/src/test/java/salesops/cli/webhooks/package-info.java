@NullMarked
package salesops.cli.webhooks;

import org.jspecify.annotations.NullMarked;
