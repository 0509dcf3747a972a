package salesops.replay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.LeadAssigned;
import salesops.events.LeadUnassigned;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.settings.RoutingRules.Path;
import salesops.routing.LeadRecord;
import salesops.routing.LeadRecord.State;

/**
 * What became of a lead on one side.
 *
 * @param owner absent when nobody got it
 * @param path how the owner was found; absent without one
 * @param territory that gave the owner; absent on other paths
 * @param rotation pool and band whose turn it was; absent where no turn was used
 * @param eligible who could have had that turn, in the pool's order
 * @param hold why nobody has it, as people read it; empty unless it is held
 * @param waited whether it got its owner later than it came
 */
record Outcome(
    Score score,
    State state,
    @Nullable RepId owner,
    @Nullable Path path,
    @Nullable String territory,
    @Nullable Rotation rotation,
    List<Eligible> eligible,
    String hold,
    boolean waited,
    Decision decision) {

  record Rotation(String pool, String band) {}

  /**
   * @param weight thousandths
   */
  record Eligible(RepId rep, int weight) {}

  /**
   * @param known the eligible reps of each rotation's latest turn: a list of a large pool is kept
   *     once as long as it stays the same
   */
  static Outcome of(LeadRecord record, Map<Rotation, List<Eligible>> known) {
    LeadRecord.Content content = record.content();
    LeadAssigned assigned = record.told(LeadAssigned.class).map(e -> e.data()).orElse(null);
    Turn turn = assigned == null ? null : assigned.turn();
    Rotation rotation = turn == null ? null : new Rotation(turn.pool(), turn.band());
    return new Outcome(
        content.score(),
        record.state(),
        record.owner(),
        assigned == null ? null : assigned.path(),
        assigned == null ? null : assigned.territory(),
        rotation,
        turn == null || rotation == null ? List.of() : eligible(turn, rotation, known),
        record.state() == State.HELD ? hold(record) : "",
        assigned != null && assigned.assignedAt().isAfter(content.lead().submittedAt()),
        content.decision());
  }

  private static List<Eligible> eligible(
      Turn turn, Rotation rotation, Map<Rotation, List<Eligible>> known) {
    List<Eligible> eligible =
        turn.eligible().stream().map(share -> new Eligible(share.rep(), share.weight())).toList();
    return known.merge(rotation, eligible, (was, is) -> was.equals(is) ? was : is);
  }

  private static String hold(LeadRecord record) {
    LeadRecord.Kept kept = record.kept();
    return kept != null
        ? kept.detail()
        : record.told(LeadUnassigned.class).map(e -> e.data().detail()).orElse("");
  }

  /** Fit and engagement together, in tenths of a point. */
  int tenths() {
    return score.fitTenths() + score.engagementTenths();
  }

  /** Empty when nobody got it. */
  String ownerAddress() {
    return owner == null ? "" : owner.email();
  }

  /** The owner as people say it, or what became of the lead instead. */
  String ownerText() {
    return switch (state) {
      case ASSIGNED, CLOSED -> owner == null ? "" : owner.shortName();
      case HELD -> "held";
      case NURTURE -> "nurture";
    };
  }
}
