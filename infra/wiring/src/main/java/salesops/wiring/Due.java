package salesops.wiring;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import salesops.model.settings.Settings;

/**
 * What the ticks of a schedule look for, so that a simulation can leave out those that would find
 * nothing. It says what lies in the function's own table; a write to that or to the settings is
 * followed by a tick in any case.
 */
public sealed interface Due {

  /**
   * Items of a sparse index, each from the time that is its sort key.
   *
   * @param partition how the partition keys of those begin that count
   * @param unit of the sort key, since 1970
   */
  record InIndex(String index, String partition, ChronoUnit unit) implements Due {}

  /**
   * Items with one of these attributes, whatever the time: present, and neither false nor an empty
   * list. Beside them times of day in the company's zone.
   *
   * @param after how long after such a time the tick finds something
   */
  record Marked(Set<String> attributes, Function<Settings, List<LocalTime>> times, Duration after)
      implements Due {
    public Marked {
      attributes = Set.copyOf(attributes);
    }
  }
}
