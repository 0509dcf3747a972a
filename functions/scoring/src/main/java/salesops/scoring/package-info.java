/**
 * Grades every lead: what it is (fit) and what the person did (engagement), each point with a
 * reason a rep understands. {@link salesops.scoring.ScoringHandler} is the way in, {@link
 * salesops.scoring.ScoringModel} the rules.
 */
@NullMarked
package salesops.scoring;

import org.jspecify.annotations.NullMarked;
