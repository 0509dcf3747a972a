package salesops.model.settings;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.RepId;

/**
 * How an owner is found.
 *
 * @param order the paths in the order they are tried
 * @param openForDays an assignment counts as open for this many days unless closed or returned
 * @param matchPerson whether the owner of the person's open lead gets the next one
 * @param matchCompany whether the owner of the company's open lead gets the next one
 * @param holdOutsideHours grades that wait until somebody of the pool works; all others are
 *     assigned at any hour
 * @param fallback who gets what nobody else may have; no capacity limit, no hours
 * @param nurture grades that are kept without a rep
 * @param bands grades that rotate apart from the others; the last band is the rest and may be empty
 *     of explicit grades
 */
public record RoutingRules(
    List<Path> order,
    int openForDays,
    boolean matchPerson,
    boolean matchCompany,
    Set<Grade> holdOutsideHours,
    WhenFull whenPoolIsFull,
    @Nullable RepId fallback,
    Set<Grade> nurture,
    List<GradeBand> bands) {
  public RoutingRules {
    order = List.copyOf(order);
    holdOutsideHours = Set.copyOf(holdOutsideHours);
    nurture = Set.copyOf(nurture);
    bands = List.copyOf(bands);
  }

  /** Band of the grades that no band names. */
  public static final String BAND_OF_THE_REST = "all";

  /** The rotation band of a grade: the one that names it, else the one that names none. */
  public String band(Grade grade) {
    return bands.stream()
        .filter(band -> band.grades().contains(grade))
        .findFirst()
        .or(() -> bands.stream().filter(band -> band.grades().isEmpty()).findFirst())
        .map(GradeBand::name)
        .orElse(BAND_OF_THE_REST);
  }

  /** How the owner of a lead was found. */
  public enum Path {
    NAMED_ACCOUNT,
    EXISTING_OWNER,
    TERRITORY,
    FALLBACK,
    /** An operator decided. */
    MANUAL
  }

  /** Where a lead goes when nobody of a pool may have it. */
  public enum WhenFull {
    /** The pool of the territory's parent, and so on up. */
    PARENT,
    /** The next matching territory in rank order. */
    NEXT,
    FALLBACK,
    HOLD
  }

  /** Grades that share a rotation within each pool. */
  public record GradeBand(String name, Set<Grade> grades) {
    public GradeBand {
      grades = Set.copyOf(grades);
    }
  }
}
