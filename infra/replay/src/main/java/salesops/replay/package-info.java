/**
 * Rules tried on leads: {@link salesops.replay.Replay} lets two versions of the settings decide on
 * the same leads, {@link salesops.replay.ReplayReport} has the differences.
 */
@NullMarked
package salesops.replay;

import org.jspecify.annotations.NullMarked;
