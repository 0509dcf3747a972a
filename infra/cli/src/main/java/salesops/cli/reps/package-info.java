/** {@code salesops reps}: who is away, who takes more for a while. */
@NullMarked
package salesops.cli.reps;

import org.jspecify.annotations.NullMarked;
