/**
 * {@code salesops deals} and {@code salesops activities}: what reps do after a lead has an owner.
 */
@NullMarked
package salesops.cli.deals;

import org.jspecify.annotations.NullMarked;
