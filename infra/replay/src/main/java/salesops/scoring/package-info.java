/**
 * Scoring on leads from a file: {@link salesops.scoring.ScoringReplay} scores them over {@link
 * salesops.scoring.MemoryScoringStore}. Both are in the package of the function whose use cases
 * they run, but not in its jar.
 */
@NullMarked
package salesops.scoring;

import org.jspecify.annotations.NullMarked;
