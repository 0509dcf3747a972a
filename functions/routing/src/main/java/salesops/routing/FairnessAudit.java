package salesops.routing;

import java.util.List;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.model.RepId;

/**
 * Recomputes from the events alone how fair the rotations were: who was eligible for which lead, by
 * which weight, and who got it. Neither pool states nor recorded entitlements are believed.
 */
public final class FairnessAudit {
  private FairnessAudit() {}

  /**
   * @param maxFairnessDeviation furthest, in leads, that any rep was from the weighted share since
   *     the eligible set or a weight last changed; the rule promises less than 1
   * @param poolDeviation furthest that any rep was from the sum of all shares, as observed
   */
  public record Report(
      double maxFairnessDeviation, double poolDeviation, List<Rotation> rotations) {
    public Report {
      rotations = List.copyOf(rotations);
    }
  }

  /**
   * @param leads turns given, less the returned ones
   * @param stretches times with the same eligible set and weights
   * @param missing turns whose events were not there
   */
  public record Rotation(
      String pool,
      String band,
      long leads,
      int stretches,
      long missing,
      double maxFairnessDeviation,
      double poolDeviation,
      List<RepShare> reps) {
    public Rotation {
      reps = List.copyOf(reps);
    }
  }

  /**
   * @param weight thousandths, the latest
   * @param leads turns given, less the returned ones
   * @param fairShare the sum of the rep's shares of the leads it was eligible for
   * @param worst furthest from the fair share at any moment, in leads
   */
  public record RepShare(RepId rep, int weight, long leads, double fairShare, double worst) {
    /** Leads above the fair share; negative when below. */
    public double offBy() {
      return leads - fairShare;
    }
  }

  /**
   * @param events assignments in any order; repeated ones and those without a turn are left out
   * @param returns returns in any order
   */
  public static Report of(List<LeadAssigned> events, List<LeadReturned> returns) {
    return RotationAudit.report(events, returns);
  }
}
