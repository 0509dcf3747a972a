package salesops.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A rep's open leads, counted by the day on which they were assigned: a lead that is never closed
 * drops out of the count when it is old enough, without anybody writing.
 *
 * @param byDay leads opened on a day less those of them that ended, by epoch day in UTC
 */
record OpenLeads(SortedMap<Long, Integer> byDay) {
  static final OpenLeads NONE = new OpenLeads(new TreeMap<>());

  /** Epoch day in UTC: the same for every function, whatever zone a rep works in. */
  static long day(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), Duration.ofDays(1).toSeconds());
  }

  /** Those assigned within the last {@code openForDays} days. */
  int count(long today, int openForDays) {
    return byDay.tailMap(today - openForDays + 1).values().stream().mapToInt(n -> n).sum();
  }

  /** One more, assigned today; days that no longer count are forgotten. */
  OpenLeads opened(long today, int openForDays) {
    SortedMap<Long, Integer> days = new TreeMap<>(byDay.tailMap(today - openForDays + 1));
    days.merge(today, 1, Integer::sum);
    return new OpenLeads(days);
  }

  /** One less of those assigned on {@code day}; nothing when that day is forgotten. */
  OpenLeads ended(long day) {
    SortedMap<Long, Integer> days = new TreeMap<>(byDay);
    days.computeIfPresent(day, (d, n) -> n > 1 ? n - 1 : null);
    return new OpenLeads(days);
  }

  /** Short text: {@code 20760:3,20761:12}. */
  String encode() {
    return byDay.entrySet().stream()
        .map((Map.Entry<Long, Integer> day) -> day.getKey() + ":" + day.getValue())
        .collect(Collectors.joining(","));
  }

  static OpenLeads decode(String text) {
    SortedMap<Long, Integer> days = new TreeMap<>();
    if (!text.isEmpty()) {
      for (String day : text.split(",", -1)) {
        int colon = day.indexOf(':');
        days.put(
            Long.parseLong(day.substring(0, colon)), Integer.parseInt(day.substring(colon + 1)));
      }
    }
    return new OpenLeads(days);
  }
}
