/**
 * Readers of what reps and teams are to reach and what they earn for it: {@link
 * salesops.settings.targets.QuotasReader}, {@link salesops.settings.targets.RatesReader} and {@link
 * salesops.settings.targets.PlansReader}.
 */
@NullMarked
package salesops.settings.targets;

import org.jspecify.annotations.NullMarked;
