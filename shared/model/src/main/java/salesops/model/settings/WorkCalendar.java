package salesops.model.settings;

import java.time.LocalDate;
import java.util.List;

/** Usual working hours and the days nobody works. */
public record WorkCalendar(WeekHours hours, List<LocalDate> holidays) {
  public WorkCalendar {
    holidays = List.copyOf(holidays);
  }
}
