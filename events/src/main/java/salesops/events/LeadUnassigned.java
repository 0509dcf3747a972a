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
 * @param escalated true when it is told once more, since nobody acted on an unplanned hold; absent
 *     otherwise, and in what was told before this was known
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
    @Nullable Boolean escalated,
    @Nullable Instant dueAt,
    @Nullable String team,
    int settingsVersion,
    Instant heldAt,
    Decision decision)
    implements Event {
  /** Whether it is told once more, since nobody acted on an unplanned hold. */
  public boolean toldAgain() {
    return Boolean.TRUE.equals(escalated);
  }

  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return holdSeq;
  }
}
