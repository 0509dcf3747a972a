package salesops.routing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;

/** Where a lead shall go, and why. */
sealed interface Verdict {
  Decision decision();

  /**
   * To this rep, without a turn of a rotation.
   *
   * @param wroteAgain because the person has an open lead with this rep
   */
  record Direct(RepId rep, Path path, boolean wroteAgain, Decision decision) implements Verdict {}

  /**
   * To whose turn it is in this rotation.
   *
   * @param territory name of the territory whose pool it is
   * @param members everybody in the pool
   * @param eligible at least one
   */
  record Rotate(
      String territory,
      PoolState.Key rotation,
      List<RepId> members,
      List<Rotation.Candidate> eligible,
      Decision decision)
      implements Verdict {
    public Rotate {
      members = List.copyOf(members);
      eligible = List.copyOf(eligible);
    }
  }

  /**
   * To nobody for now.
   *
   * @param reason as in {@link salesops.events.LeadUnassigned}
   * @param dueAt when somebody works again; present exactly when the hold is planned
   */
  record Hold(
      String reason,
      String detail,
      @Nullable Instant dueAt,
      @Nullable String team,
      Decision decision)
      implements Verdict {
    boolean planned() {
      return dueAt != null;
    }
  }

  /** To nobody at all: kept for later campaigns. */
  record Nurture(Decision decision) implements Verdict {}
}
