/** {@code salesops republish}: events sent again from the tables after an outage. */
@NullMarked
package salesops.cli.republish;

import org.jspecify.annotations.NullMarked;
