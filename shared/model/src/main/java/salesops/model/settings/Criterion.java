package salesops.model.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import salesops.model.Identity.MailKind;
import salesops.model.Lead;

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

  /** Whether the lead meets this; never when it lacks the field. */
  public boolean matches(Lead lead) {
    return kind == Kind.BETWEEN ? isBetween(lead) : matched(lead).isPresent();
  }

  /**
   * Whether the lead lacks what this asks about: no value, an address of no kind, or no number
   * where a number is compared.
   */
  public boolean isUnknown(Lead lead) {
    return switch (kind) {
      case ANY_OF, WILDCARD, PREFIX -> lead.get(field).isEmpty();
      case BETWEEN -> lead.number(field).isEmpty();
      case MAIL -> lead.identity().mail() == MailKind.NONE && !matches(lead);
    };
  }

  /** The first of the values that the lead meets, in the settings' spelling. */
  public Optional<String> matched(Lead lead) {
    return switch (kind) {
      case ANY_OF -> firstOf(lead.get(field).map(Criteria::fold), String::equals);
      case WILDCARD -> firstOf(lead.get(field).map(Criteria::fold), Criteria::wildcard);
      case PREFIX -> firstPrefix(lead);
      case MAIL -> firstOf(Optional.of(mail(lead)), String::equals);
      case BETWEEN -> Optional.empty();
    };
  }

  /** What this asks for, as people say it: {@code country is DE, AT or CH}. */
  public String describe() {
    return Criteria.label(field) + " " + asked(kind, alternatives());
  }

  /**
   * How the lead meets or misses this, as people say it: {@code employees 340 is between 50 and
   * 1000}, {@code country FR is not DE, AT or CH}, {@code industry is unknown}. What the lead says
   * is cut to {@link Criteria#SHOWN_MAX} characters.
   */
  public String describe(Lead lead) {
    if (isUnknown(lead)) {
      return Criteria.label(field) + " is unknown";
    }
    Optional<String> met = matched(lead);
    if (met.isPresent() && (kind == Kind.ANY_OF || kind == Kind.MAIL)) {
      return Criteria.label(field) + " is " + said(met.get());
    }
    boolean matches = met.isPresent() || isBetween(lead);
    String asked = asked(kind, met.orElse(alternatives()));
    return Criteria.label(field) + " " + shown(lead) + " " + (matches ? asked : negated(asked));
  }

  /** The lead's value as shown to people: cut, and in quotes where it is free text. */
  public String shown(Lead lead) {
    if (kind == Kind.MAIL) {
      return said(mail(lead));
    }
    String value = Criteria.cut(lead.get(field).orElse("unknown"));
    return kind == Kind.WILDCARD ? '"' + value + '"' : value;
  }

  private boolean isBetween(Lead lead) {
    OptionalDouble number = kind == Kind.BETWEEN ? lead.number(field) : OptionalDouble.empty();
    return number.isPresent()
        && (min == null || number.getAsDouble() >= min)
        && (max == null || number.getAsDouble() <= max);
  }

  private interface Test {
    boolean meets(String value, String lead);
  }

  private Optional<String> firstOf(Optional<String> folded, Test test) {
    return folded.flatMap(
        lead -> values.stream().filter(v -> test.meets(Criteria.fold(v), lead)).findFirst());
  }

  private Optional<String> firstPrefix(Lead lead) {
    return lead.get(field)
        .map(Criteria::postal)
        .flatMap(
            code -> values.stream().filter(v -> code.startsWith(Criteria.postal(v))).findFirst());
  }

  private static String mail(Lead lead) {
    return lead.identity().mail().name().toLowerCase(Locale.ROOT);
  }

  private String alternatives() {
    return Criteria.either(values.stream().map(this::said).toList());
  }

  private String said(String value) {
    return kind == Kind.MAIL && Criteria.fold(value).equals("free") ? "free-mail" : value;
  }

  private String asked(Kind asked, String what) {
    return switch (asked) {
      case ANY_OF, MAIL -> "is " + what;
      case WILDCARD -> "matches " + what;
      case PREFIX -> "starts with " + what;
      case BETWEEN -> {
        if (min != null && max != null) {
          yield "is between " + min + " and " + max;
        }
        yield min != null
            ? "is at least " + min
            : max != null ? "is at most " + max : "is a number";
      }
    };
  }

  private static String negated(String asked) {
    return asked.startsWith("is ")
        ? "is not " + asked.substring(3)
        : asked.startsWith("matches ")
            ? "does not match " + asked.substring(8)
            : "does not start with " + asked.substring(12);
  }
}
