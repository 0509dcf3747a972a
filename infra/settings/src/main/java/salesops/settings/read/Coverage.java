package salesops.settings.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criteria;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;

/** What can be said of criteria without a lead: which leads two of them share. */
public final class Coverage {
  private Coverage() {}

  /** The value as compared with a lead's. */
  public static String normal(Kind kind, String value) {
    return kind == Kind.PREFIX ? Criteria.postal(value) : Criteria.fold(value);
  }

  /**
   * Leads that meet both, as one criterion of the same field and kind; empty when there are none or
   * when one criterion cannot say it.
   */
  public static Optional<Criterion> intersection(Criterion a, Criterion b) {
    if (a.kind() != b.kind() || !a.field().equals(b.field())) {
      return Optional.empty();
    }
    if (a.kind() == Kind.BETWEEN) {
      Long min = larger(a.min(), b.min());
      Long max = smaller(a.max(), b.max());
      return min != null && max != null && min > max
          ? Optional.empty()
          : Optional.of(new Criterion(a.field(), a.kind(), List.of(), min, max));
    }
    Set<String> shared = new LinkedHashSet<>();
    for (String x : a.values()) {
      for (String y : b.values()) {
        if (covers(a.kind(), x, y)) {
          shared.add(y);
        } else if (covers(a.kind(), y, x)) {
          shared.add(x);
        }
      }
    }
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of(new Criterion(a.field(), a.kind(), new ArrayList<>(shared), null, null));
  }

  /** Whether one value accepts all that the other of the same kind accepts; sure when true. */
  private static boolean covers(Kind kind, String wide, String narrow) {
    return switch (kind) {
      case ANY_OF, MAIL -> normal(kind, wide).equals(normal(kind, narrow));
      case PREFIX -> normal(kind, narrow).startsWith(normal(kind, wide));
      case WILDCARD -> Criteria.wildcard(Criteria.fold(wide), Criteria.fold(narrow));
      case BETWEEN -> false;
    };
  }

  /** Whether every lead that meets {@code narrow} meets {@code wide}; sure when true. */
  public static boolean covers(Criterion wide, Criterion narrow) {
    if (!wide.field().equals(narrow.field())) {
      return false;
    }
    if (wide.kind() == Kind.BETWEEN && narrow.kind() == Kind.BETWEEN) {
      return (wide.min() == null || (narrow.min() != null && narrow.min() >= wide.min()))
          && (wide.max() == null || (narrow.max() != null && narrow.max() <= wide.max()));
    }
    if (wide.kind() == narrow.kind()
        || (narrow.kind() == Kind.ANY_OF
            && (wide.kind() == Kind.WILDCARD || wide.kind() == Kind.PREFIX))) {
      return !narrow.values().isEmpty()
          && narrow.values().stream()
              .allMatch(
                  value -> wide.values().stream().anyMatch(w -> covers(wide.kind(), w, value)));
    }
    return false;
  }

  /** Whether some lead may meet both; patterns are given the benefit of the doubt. */
  public static boolean overlap(Criterion a, Criterion b) {
    if (!a.field().equals(b.field())) {
      return true;
    }
    if (a.kind() == Kind.BETWEEN && b.kind() == Kind.BETWEEN) {
      return intersection(a, b).isPresent();
    }
    if (a.kind() != b.kind()) {
      return (a.kind() != Kind.ANY_OF && b.kind() != Kind.ANY_OF)
          || sharesAValue(a, b)
          || sharesAValue(b, a);
    }
    return a.kind() == Kind.WILDCARD || intersection(a, b).isPresent();
  }

  private static boolean sharesAValue(Criterion wide, Criterion values) {
    return values.values().stream()
        .anyMatch(value -> wide.values().stream().anyMatch(w -> covers(wide.kind(), w, value)));
  }

  private static @Nullable Long larger(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : Long.valueOf(Math.max(a, b));
  }

  private static @Nullable Long smaller(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : Long.valueOf(Math.min(a, b));
  }

  /** The criterion as people say it: {@code employees 50..1000}, {@code country DE, AT}. */
  public static String text(Criterion criterion) {
    String field = criterion.kind() == Kind.PREFIX ? "postalPrefix" : criterion.field();
    return field
        + " "
        + switch (criterion.kind()) {
          case BETWEEN ->
              (criterion.min() == null ? "" : criterion.min())
                  + ".."
                  + (criterion.max() == null ? "" : criterion.max());
          case MAIL -> String.join(", ", criterion.values()) + " mail";
          case ANY_OF, WILDCARD, PREFIX -> String.join(", ", criterion.values());
        };
  }

  public static String text(List<Criterion> criteria) {
    return criteria.isEmpty()
        ? "everything"
        : String.join("; ", criteria.stream().map(Coverage::text).toList());
  }
}
