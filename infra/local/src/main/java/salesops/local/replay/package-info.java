/**
 * What other settings would have done with the same leads: {@link salesops.local.replay.Replay}
 * lets both sides decide anew, {@link salesops.local.replay.ReplayReport} has the differences,
 * {@link salesops.local.replay.ReplayScreen} is what a person sees.
 */
@NullMarked
package salesops.local.replay;

import org.jspecify.annotations.NullMarked;
