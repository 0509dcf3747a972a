package salesops.replay;

import java.time.Instant;
import java.util.List;
import salesops.replay.input.LeadFile.BadRow;

/**
 * What other settings would have done; the keys of {@code --json}. Each pair of figures is old and
 * new.
 *
 * @param before what the old settings are
 * @param after what the new ones are
 * @param source where the leads come from
 * @param zone the company's
 * @param leads replayed on both sides
 * @param from submission of the first lead
 * @param to submission of the last one
 * @param leftOut what neither side knows of
 * @param duplicates rows of a file that were the same submission as an earlier one
 * @param bad rows of a file that are no lead
 * @param reps everybody with a lead on one of the sides
 * @param territories every territory that gave an owner on one of the sides
 * @param holds why leads would be held
 * @param rotations pool by pool, band by band
 * @param changes in the order of submission
 */
public record ReplayReport(
    String before,
    String after,
    String source,
    String zone,
    int leads,
    Instant from,
    Instant to,
    String leftOut,
    int duplicates,
    List<BadRow> bad,
    Totals totals,
    List<Rep> reps,
    List<Territory> territories,
    List<Hold> holds,
    List<Rotation> rotations,
    List<Row> changes) {

  public ReplayReport {
    bad = List.copyOf(bad);
    reps = List.copyOf(reps);
    territories = List.copyOf(territories);
    holds = List.copyOf(holds);
    rotations = List.copyOf(rotations);
    changes = List.copyOf(changes);
  }

  /** A figure on both sides. */
  public record Pair(int before, int after) {}

  /**
   * @param same leads with the same grade, territory, owner and state
   * @param owner leads with another owner, or with one on one side only
   * @param ownerByRules of these, those that the settings decide otherwise
   * @param ownerFollows of these, those that follow an earlier lead of the person or company
   * @param ownerTurnMoved of these, those that only other leads moved
   * @param held without an owner at the end
   * @param waited got their owner only when somebody's working hours began, or room came free
   */
  public record Totals(
      int same,
      int grade,
      int territory,
      int owner,
      int ownerByRules,
      int ownerFollows,
      int ownerTurnMoved,
      Pair held,
      Pair nurture,
      Pair waited) {}

  /**
   * @param meanScoreBefore fit and engagement of the rep's leads on the average, in points; 0
   *     without leads
   */
  public record Rep(String rep, Pair leads, double meanScoreBefore, double meanScoreAfter) {}

  public record Territory(String territory, Pair leads) {}

  /** Leads that would be held for the same reason. */
  public record Hold(String why, Pair leads) {}

  /**
   * @param worstBefore furthest that anybody was from the weighted share while the eligible reps
   *     stayed the same, in leads; the rule's bound is 1
   * @param offByBefore furthest that anybody's leads are from the fair share at the end
   */
  public record Rotation(
      String pool,
      String band,
      Pair leads,
      double worstBefore,
      double worstAfter,
      double offByBefore,
      double offByAfter) {}

  /**
   * One lead that is treated otherwise.
   *
   * @param name of the person, else the e-mail address; empty when neither is known
   * @param ownerBefore address; empty when nobody got it
   * @param stateBefore {@code ASSIGNED}, {@code HELD} or {@code NURTURE}
   * @param cause of another owner
   * @param why reasons, the most telling first
   */
  public record Row(
      String leadId,
      Instant submittedAt,
      String name,
      String company,
      String gradeBefore,
      String gradeAfter,
      String territoryBefore,
      String territoryAfter,
      String ownerBefore,
      String ownerAfter,
      String stateBefore,
      String stateAfter,
      Cause cause,
      List<String> why) {
    public Row {
      why = List.copyOf(why);
    }
  }
}
