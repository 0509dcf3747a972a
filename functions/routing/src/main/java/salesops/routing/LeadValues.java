package salesops.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salesops.model.Lead;
import salesops.model.settings.Criteria;
import salesops.model.settings.Criterion;
import salesops.model.settings.Criterion.Kind;
import salesops.routing.TerritoryIndex.Asked;

/**
 * A lead's values as the index numbers them.
 *
 * @param ids for each dimension the numbers of the values that the lead has; most often one or none
 * @param numbers for each range field the value; NaN when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record LeadValues(int[][] ids, double[] numbers) {
  private static final int[] NONE = {};

  /** Digits of which any number fits in an int. */
  private static final int WHOLE_DIGITS_MAX = 9;

  /** One field compared one way, and the values that occur in territories. */
  private static final class Dimension {
    final String field;
    final boolean prefix;
    final Map<String, int[]> ids = new HashMap<>();
    final List<Integer> lengths = new ArrayList<>(List.of(0));
    int[] prefixLengths = NONE;
    private int[] lengthById = NONE;

    Dimension(Asked asked) {
      field = asked.field();
      prefix = asked.kind() == Kind.PREFIX;
    }

    String normalised(String value) {
      return prefix ? Criteria.postal(value) : Criteria.fold(value);
    }

    void add(String value) {
      String key = normalised(value);
      if (!ids.containsKey(key)) {
        ids.put(key, new int[] {ids.size() + 1});
        lengths.add(key.length());
      }
    }

    int[] lengthArray() {
      if (prefix && lengthById.length != lengths.size()) {
        lengthById = lengths.stream().mapToInt(Integer::intValue).toArray();
      }
      return lengthById;
    }

    int[] read(Lead lead) {
      Optional<String> value = lead.get(field);
      if (value.isEmpty()) {
        return NONE;
      }
      String key = normalised(value.get());
      return prefix ? readPrefixes(key) : ids.getOrDefault(key, NONE);
    }

    private int[] readPrefixes(String code) {
      int[] found = NONE;
      for (int length : prefixLengths) {
        int[] id = length > code.length() ? null : ids.get(code.substring(0, length));
        if (id != null) {
          found = found.length == 0 ? id : append(found, id[0]);
        }
      }
      return found;
    }

    private static int[] append(int[] ids, int id) {
      int[] longer = Arrays.copyOf(ids, ids.length + 1);
      longer[ids.length] = id;
      return longer;
    }
  }

  /** All dimensions and range fields in use, while the index is built. */
  static final class Dimensions {
    private final Map<Asked, Integer> places = new LinkedHashMap<>();
    private final List<Dimension> dimensions = new ArrayList<>();
    private final Map<String, Integer> ranges = new LinkedHashMap<>();

    void add(Criterion criterion) {
      switch (criterion.kind()) {
        case ANY_OF, PREFIX -> criterion.values().forEach(dimension(criterion)::add);
        case BETWEEN -> ranges.putIfAbsent(criterion.field(), ranges.size());
        case WILDCARD, MAIL -> {}
      }
    }

    private Dimension dimension(Criterion criterion) {
      Asked asked = new Asked(criterion.field(), criterion.kind());
      int place = places.computeIfAbsent(asked, a -> places.size());
      if (place == dimensions.size()) {
        dimensions.add(new Dimension(asked));
      }
      return dimensions.get(place);
    }

    int place(Criterion criterion) {
      return places.getOrDefault(new Asked(criterion.field(), criterion.kind()), -1);
    }

    /** Bits that a number of a value takes. */
    int bits(Criterion criterion) {
      return bits(place(criterion));
    }

    int bits(int place) {
      return Integer.SIZE - Integer.numberOfLeadingZeros(dimensions.get(place).ids.size());
    }

    int rangePlace(Criterion criterion) {
      return ranges.getOrDefault(criterion.field(), -1);
    }

    /** Numbers of the criterion's values, each once. */
    int[] ids(Criterion criterion) {
      Dimension dimension = dimension(criterion);
      return criterion.values().stream()
          .mapToInt(value -> dimension.ids.getOrDefault(dimension.normalised(value), NONE)[0])
          .distinct()
          .toArray();
    }

    /** Length of each postal prefix by its number, one array for all; none in other dimensions. */
    int[] lengths(int place) {
      return dimensions.get(place).lengthArray();
    }

    Reader reader() {
      for (Dimension dimension : dimensions) {
        dimension.prefixLengths =
            dimension.ids.keySet().stream().mapToInt(String::length).distinct().sorted().toArray();
      }
      return new Reader(
          dimensions.toArray(Dimension[]::new), ranges.keySet().toArray(String[]::new));
    }
  }

  /** Looks a lead's values up, each once. */
  static final class Reader {
    private final Dimension[] dimensions;
    private final String[] ranges;

    private Reader(Dimension[] dimensions, String[] ranges) {
      this.dimensions = dimensions;
      this.ranges = ranges;
    }

    LeadValues read(Lead lead) {
      int[][] ids = new int[dimensions.length][];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = dimensions[i].read(lead);
      }
      double[] numbers = new double[ranges.length];
      for (int i = 0; i < numbers.length; i++) {
        // Adding 0 makes -0 a plain 0, which it equals but does not sort like.
        numbers[i] = number(lead, ranges[i]) + 0.0;
      }
      return new LeadValues(ids, numbers);
    }

    /** What {@link Lead#number} says; plain digits are read without its detours. */
    private static double number(Lead lead, String field) {
      String text = lead.get(field).orElse("");
      int whole = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < '0' || c > '9' || i >= WHOLE_DIGITS_MAX) {
          return lead.number(field).orElse(Double.NaN);
        }
        whole = 10 * whole + (c - '0');
      }
      return text.isEmpty() ? Double.NaN : whole;
    }
  }
}
