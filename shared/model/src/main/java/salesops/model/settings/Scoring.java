package salesops.model.settings;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Origin;

/** How leads are scored. Points are whole; the arithmetic is in tenths of a point. */
public record Scoring(
    List<FitRule> fit, Engagement engagement, List<Band> fitBands, List<Band> engagementBands) {
  public Scoring {
    fit = List.copyOf(fit);
    fitBands = List.copyOf(fitBands);
    engagementBands = List.copyOf(engagementBands);
  }

  /**
   * @param when all must hold
   * @param because what a rep reads; absent: made from the criterion and the value
   */
  public record FitRule(int points, List<Criterion> when, @Nullable String because) {
    public FitRule {
      when = List.copyOf(when);
    }
  }

  /**
   * @param halfLifeHours after this many hours a behaviour counts half
   * @param trust whose counters and pages score; {@code formSubmitted} always scores, since the
   *     suite itself saw it
   */
  public record Engagement(double halfLifeHours, List<Behaviour> behaviours, Set<Origin> trust) {
    public Engagement {
      behaviours = List.copyOf(behaviours);
      trust = Set.copyOf(trust);
      if (!(halfLifeHours > 0)) {
        throw new IllegalArgumentException("halfLife must be above 0");
      }
    }
  }

  /**
   * Something a person did that earns points.
   *
   * @param name such as {@code formSubmitted}, {@code pricingPage}, {@code visits}
   * @param points for one occurrence, or for each of {@code counter}
   * @param counter field or attribute that counts it; absent: it occurs once
   * @param pointsMax most points of one lead for a counted behaviour
   * @param when all must hold for it to have occurred; empty for {@code formSubmitted}
   */
  public record Behaviour(
      String name, int points, @Nullable String counter, int pointsMax, List<Criterion> when) {
    public Behaviour {
      when = List.copyOf(when);
    }
  }

  /**
   * From this many points on a lead is in the band; bands are listed best first, below the last is
   * D or 4.
   */
  public record Band(String name, int points) {}

  /** Fit letter of so many tenths of a point. */
  public char fit(int tenths) {
    return band(fitBands, tenths, "D").charAt(0);
  }

  /** Engagement digit of so many tenths of a point. */
  public int engagement(int tenths) {
    return Integer.parseInt(band(engagementBands, tenths, "4"));
  }

  private static String band(List<Band> bestFirst, int tenths, String rest) {
    return bestFirst.stream()
        .filter(band -> tenths >= 10 * band.points())
        .findFirst()
        .map(Band::name)
        .orElse(rest);
  }
}
