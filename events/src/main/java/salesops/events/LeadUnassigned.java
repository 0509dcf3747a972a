package salesops.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.Score;

/**
 * A lead waits without an owner.
 *
 * @param holdSeq 1 for the lead's first hold, counting up
 * @param reason {@code OUTSIDE_HOURS}, {@code POOL_FULL}, {@code TERRITORY_HOLDS}, {@code
 *     NO_FALLBACK}
 * @param detail what a person reads
 * @param planned a planned hold has a due time and raises no alarm
 * @param escalated whether it is told once more, since nobody acted on an unplanned hold
 * @param dueAt when it is tried again at the latest; absent: when something changes
 * @param team team of the territory's pool, whose manager hears of it; absent when unknown
 */
public record LeadUnassigned(
    Lead lead,
    Score score,
    int holdSeq,
    String reason,
    String detail,
    boolean planned,
    boolean escalated,
    @Nullable Instant dueAt,
    @Nullable String team,
    int settingsVersion,
    Instant heldAt,
    Decision decision)
    implements Event {
  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return holdSeq;
  }
}
