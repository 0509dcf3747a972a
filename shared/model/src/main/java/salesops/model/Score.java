package salesops.model;

import java.util.List;

/**
 * What scoring says of a lead. The parts of each kind always sum to the score of that kind.
 *
 * @param fitTenths tenths of a point
 * @param engagementTenths tenths of a point
 */
public record Score(Grade grade, int fitTenths, int engagementTenths, List<ScorePart> parts) {
  public Score {
    parts = List.copyOf(parts);
    if (sum(parts, ScorePart.Kind.FIT) != fitTenths
        || sum(parts, ScorePart.Kind.ENGAGEMENT) != engagementTenths) {
      throw new IllegalArgumentException("the parts of a score must sum to it");
    }
  }

  private static int sum(List<ScorePart> parts, ScorePart.Kind kind) {
    return parts.stream().filter(p -> p.kind() == kind).mapToInt(ScorePart::tenths).sum();
  }
}
