package salesops.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What operations and leads, not the settings, say of a rep.
 *
 * @param awayUntil away by command until then; absent: not away
 * @param openLeads leads the rep works on now
 * @param returnedBefore the rep has returned the lead in question
 * @param raise more open leads than the settings say; absent: none
 */
public record RepStatus(
    @Nullable Instant awayUntil, int openLeads, boolean returnedBefore, @Nullable Raise raise) {
  /** Nothing known against the rep. */
  public static final RepStatus CLEAR = new RepStatus(null, 0, false, null);
}
