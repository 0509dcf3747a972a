package salesops.model.settings;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/** Working hours of a week, in the zone of whoever works. */
public record WeekHours(List<Span> spans) {
  public WeekHours {
    spans = List.copyOf(spans);
  }

  /** Half-open: from inclusive, to exclusive; 24:00 is {@code LocalTime.MAX}. */
  public record Span(DayOfWeek day, LocalTime from, LocalTime to) {}
}
