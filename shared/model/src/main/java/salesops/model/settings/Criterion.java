package salesops.model.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a lead. A lead that lacks the field does not meet it.
 *
 * @param field name of a {@link salesops.model.LeadField} or {@code attributes.x}
 * @param values for {@code ANY_OF}, {@code WILDCARD}, {@code PREFIX} and {@code MAIL}: the
 *     alternatives, compared without regard to case
 * @param min for {@code BETWEEN}: the least value, inclusive; absent: no lower end
 * @param max for {@code BETWEEN}: the greatest value, inclusive; absent: no upper end
 */
public record Criterion(
    String field, Kind kind, List<String> values, @Nullable Long min, @Nullable Long max) {
  /** How the field is compared. */
  public enum Kind {
    /** Equals one of the values. */
    ANY_OF,
    /** Matches one of the values, in which {@code *} stands for any text. */
    WILDCARD,
    BETWEEN,
    /** Starts with one of the values, spaces and hyphens left out: for postal codes. */
    PREFIX,
    /** The e-mail address is of one of these kinds: {@code free}, {@code disposable}, … */
    MAIL
  }

  public Criterion {
    values = List.copyOf(values);
  }
}
