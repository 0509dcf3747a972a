package salesops.wiring;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import salesops.model.settings.Settings;

/**
 * What the ticks of a schedule look for in the function's own table, so that a simulation can skip
 * ticks that would find nothing. A write to that table or to the settings is always followed by a
 * tick.
 */
public sealed interface Due {

  /**
   * Items of a sparse index, each due at the time in its sort key.
   *
   * @param partition prefix of the partition keys that count
   * @param unit unit of the sort key, which counts from 1970
   */
  record InIndex(String index, String partition, ChronoUnit unit) implements Due {}

  /**
   * Items with one of these attributes, due at any time, and times of day in the company's zone. An
   * attribute counts if it is present and neither false nor an empty list.
   *
   * @param after delay between such a time of day and the tick that finds something
   */
  record Marked(Set<String> attributes, Function<Settings, List<LocalTime>> times, Duration after)
      implements Due {
    public Marked {
      attributes = Set.copyOf(attributes);
    }
  }
}
