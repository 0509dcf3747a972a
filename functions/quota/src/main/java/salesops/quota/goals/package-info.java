/** Goals on counts, and contests: {@link salesops.quota.goals.ActivityLog} counts what reps do. */
@NullMarked
package salesops.quota.goals;

import org.jspecify.annotations.NullMarked;
