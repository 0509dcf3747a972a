/** {@code salesops quota}: attainment of reps and teams, and the proof that the ledger adds up. */
@NullMarked
package salesops.cli.quota;

import org.jspecify.annotations.NullMarked;
