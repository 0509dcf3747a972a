/**
 * A company's past, to be played again: {@link salesops.replay.history.History} reads deals, team,
 * quotas, rates and plans into settings and a {@link salesops.replay.history.Timeline}, {@link
 * salesops.replay.history.HistoryReport} has the figures of a run.
 */
@NullMarked
package salesops.replay.history;

import org.jspecify.annotations.NullMarked;
