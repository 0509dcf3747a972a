package salesops.settings.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.Countries;
import salesops.model.Lead;
import salesops.model.LeadField;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Node;
import salesops.settings.yaml.Place;
import salesops.settings.yaml.Problems;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Values;

/** Reads a {@code when}: conditions on a lead by field name, all of which must hold. */
public final class CriteriaReader {
  /** Most values of one criterion. */
  static final int VALUES_MAX = 2_000;

  /** What stands for the prefix of a postal code. */
  public static final String POSTAL_PREFIX = "postalPrefix";

  private static final Pattern RANGE =
      Pattern.compile("(-?[0-9]{1,12})?\\.\\.(-?[0-9]{1,12})?|(-?[0-9]{1,12})");
  private static final Map<String, String> MAIL_KINDS =
      Map.of(
          "freeMail", "free",
          "disposableMail", "disposable",
          "businessMail", "business",
          "reservedMail", "reserved",
          "noMail", "none");
  private static final Set<String> FIELDS = fieldNames();

  private final Problems problems;

  public CriteriaReader(Problems problems) {
    this.problems = problems;
  }

  private static Set<String> fieldNames() {
    Set<String> names = new TreeSet<>();
    for (LeadField field : LeadField.values()) {
      names.add(field.jsonName());
    }
    return names;
  }

  /** Names a criterion may have besides those of attributes. */
  public static Set<String> fields() {
    return FIELDS;
  }

  /** The criteria below {@code key}; none when it is absent. */
  public List<Criterion> read(Section section, String key) {
    List<Criterion> criteria = new ArrayList<>();
    Section when = section.anySection(key);
    Set<String> seen = new LinkedHashSet<>();
    for (String name : when.keys()) {
      Optional<Criterion> criterion = criterion(when, name);
      criterion.ifPresent(criteria::add);
      if (criterion.isPresent() && !seen.add(criterion.get().field())) {
        problems.error(
            when.at(name), "a second condition on " + criterion.get().field(), "keep one of them");
      }
    }
    return criteria;
  }

  private Optional<Criterion> criterion(Section when, String name) {
    Place place = when.at(name);
    List<Node> items = when.items(name);
    if (!known(name)) {
      Set<String> names = new TreeSet<>(FIELDS);
      names.add(POSTAL_PREFIX);
      problems.error(
          place,
          "no such field of a lead",
          Values.suggestion(name, names) + " (other data: attributes." + name + ")");
      return Optional.empty();
    }
    if (items.isEmpty() || items.size() > VALUES_MAX) {
      problems.error(
          place,
          items.isEmpty() ? "names no value" : "names more than " + VALUES_MAX + " values",
          null);
      return Optional.empty();
    }
    List<String> texts = when.values(name, Values::text);
    if (texts.size() < items.size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(criterion(name, texts));
    } catch (Malformed e) {
      problems.error(place, e.message(), e.fix());
      return Optional.empty();
    }
  }

  private static boolean known(String name) {
    return name.equals(POSTAL_PREFIX)
        || FIELDS.contains(name)
        || (name.startsWith(Lead.ATTRIBUTE_PREFIX)
            && name.length() > Lead.ATTRIBUTE_PREFIX.length());
  }

  private static String country(String text) {
    return Countries.code(text)
        .filter(code -> !code.equals(Countries.NONE))
        .orElseThrow(
            () ->
                new Malformed(
                    Values.quoted(text) + " is no country",
                    Keys.nearest(text, Countries.names().keySet())
                        .map(near -> "did you mean " + Countries.names().get(near) + "?")
                        .orElse("write an ISO 3166 code such as GB, or the English name")));
  }

  private static Criterion criterion(String name, List<String> texts) {
    if (name.equals(POSTAL_PREFIX)) {
      return values(LeadField.POSTAL_CODE.jsonName(), Kind.PREFIX, texts);
    }
    Optional<LeadField> field = LeadField.named(name);
    if (field.isEmpty()) {
      boolean range = texts.size() == 1 && texts.getFirst().contains("..");
      return range && RANGE.matcher(texts.getFirst()).matches()
          ? range(name, texts.getFirst())
          : words(name, texts);
    }
    if (field.get() == LeadField.COUNTRY) {
      return values(
          name, Kind.ANY_OF, texts.stream().map(CriteriaReader::country).distinct().toList());
    }
    if (field.get() == LeadField.EMAIL && texts.stream().anyMatch(MAIL_KINDS::containsKey)) {
      return mail(name, texts);
    }
    return switch (field.get().kind()) {
      case WHOLE, DECIMAL -> number(name, texts);
      case FLAG -> flag(name, texts);
      case TEXT -> words(name, texts);
    };
  }

  private static Criterion values(String field, Kind kind, List<String> values) {
    return new Criterion(field, kind, values, null, null);
  }

  private static Criterion words(String field, List<String> texts) {
    boolean wildcard = texts.stream().anyMatch(text -> text.contains("*"));
    return values(field, wildcard ? Kind.WILDCARD : Kind.ANY_OF, texts);
  }

  private static Criterion mail(String field, List<String> texts) {
    return values(
        field,
        Kind.MAIL,
        texts.stream().map(text -> Values.oneOf(MAIL_KINDS).apply(text)).toList());
  }

  private static Criterion flag(String field, List<String> texts) {
    texts.forEach(Values::yes);
    return values(field, Kind.ANY_OF, texts);
  }

  private static Criterion number(String field, List<String> texts) {
    if (texts.size() > 1) {
      throw new Malformed("a number has one range, not a list", "write it as 50..1000");
    }
    return range(field, texts.getFirst());
  }

  private static Criterion range(String field, String text) {
    Matcher match = RANGE.matcher(text);
    if (!match.matches() || text.equals("..")) {
      throw new Malformed(
          Values.quoted(text) + " is no range of whole numbers", "write 50..1000, 200.. or ..12");
    }
    String only = match.group(3);
    @Nullable Long min = end(only == null ? match.group(1) : only);
    @Nullable Long max = end(only == null ? match.group(2) : only);
    if (min != null && max != null && min > max) {
      throw new Malformed("min " + min + " is above max " + max, "make min at most " + max);
    }
    return new Criterion(field, Kind.BETWEEN, List.of(), min, max);
  }

  private static @Nullable Long end(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String digits = text.startsWith("-") ? text.substring(1) : text;
    if (digits.length() > 1 && digits.startsWith("0")) {
      throw new Malformed(
          Values.quoted(text) + " has a leading zero", "write it without, such as 1");
    }
    return Long.valueOf(text);
  }
}
