package salesops.local.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;

/** What can be said of criteria without a lead: which leads two of them share. */
final class Criteria {
  private Criteria() {}

  /** Values are compared without regard to case; prefixes without spaces and hyphens too. */
  static String normal(Kind kind, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return kind == Kind.PREFIX ? lower.replace(" ", "").replace("-", "") : lower;
  }

  /** Whether a pattern, in which {@code *} stands for any text, matches the whole value. */
  static boolean matches(String pattern, String value) {
    StringBuilder regex = new StringBuilder();
    for (String piece : pattern.toLowerCase(Locale.ROOT).split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(piece));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL)
        .matcher(value.toLowerCase(Locale.ROOT))
        .matches();
  }

  /**
   * Leads that meet both, as one criterion of the same field and kind; empty when there are none or
   * when one criterion cannot say it.
   */
  static Optional<Criterion> intersection(Criterion a, Criterion b) {
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
      case ANY_OF, MAIL -> wide.equalsIgnoreCase(narrow);
      case PREFIX -> normal(kind, narrow).startsWith(normal(kind, wide));
      case WILDCARD -> matches(wide, narrow);
      case BETWEEN -> false;
    };
  }

  /** Whether every lead that meets {@code narrow} meets {@code wide}; sure when true. */
  static boolean covers(Criterion wide, Criterion narrow) {
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
  static boolean overlap(Criterion a, Criterion b) {
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
  static String text(Criterion criterion) {
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

  static String text(List<Criterion> criteria) {
    return criteria.isEmpty()
        ? "everything"
        : String.join("; ", criteria.stream().map(Criteria::text).toList());
  }
}
