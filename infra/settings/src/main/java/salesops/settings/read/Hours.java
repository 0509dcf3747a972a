package salesops.settings.read;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesops.model.settings.QuotaRules.WeeklyTime;
import salesops.model.settings.WeekHours;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Values;

/** Reads working hours such as {@code Mon-Thu 08:00-16:00, Fri 08:00-12:00}. */
public final class Hours {
  private static final Pattern PART =
      Pattern.compile("([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))? ([0-9:]{4,5})-([0-9:]{4,5})");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
  private static final Pattern WEEKLY = Pattern.compile("([A-Z][a-z]{2})\\s+(\\S+)");
  private static final String FIX = "write Mon-Fri 09:00-17:30";

  private Hours() {}

  public static WeekHours parse(String text) {
    List<WeekHours.Span> spans = new ArrayList<>();
    for (String part : Values.split(text, ",")) {
      Matcher match = PART.matcher(part);
      if (!match.matches()) {
        throw new Malformed(Values.quoted(part) + " are no working hours", FIX);
      }
      LocalTime from = time(match.group(3));
      LocalTime to = time(match.group(4));
      if (!from.isBefore(to)) {
        throw new Malformed(
            "hours end at " + match.group(4) + ", not after " + match.group(3),
            "split a night at midnight: Mon 22:00-24:00, Tue 00:00-06:00");
      }
      String last = match.group(2);
      for (DayOfWeek day : days(match.group(1), last == null ? match.group(1) : last)) {
        spans.add(new WeekHours.Span(day, from, to));
      }
    }
    if (spans.isEmpty()) {
      throw new Malformed("names no working hours", FIX);
    }
    refuseOverlaps(spans);
    return new WeekHours(spans);
  }

  /** From one day to the other, over the weekend if need be. */
  private static List<DayOfWeek> days(String first, String last) {
    List<DayOfWeek> days = new ArrayList<>();
    DayOfWeek end = day(last);
    for (DayOfWeek day = day(first); ; day = day.plus(1)) {
      days.add(day);
      if (day == end) {
        return days;
      }
    }
  }

  private static DayOfWeek day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(text.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw new Malformed(Values.quoted(text) + " is no day", "Mon, Tue, Wed, Thu, Fri, Sat, Sun");
  }

  private static LocalTime time(String text) {
    if (text.equals("24:00")) {
      return LocalTime.MAX;
    }
    return timeOfDay(text);
  }

  /** A time that a day's clock shows: {@code 09:00}. */
  public static LocalTime timeOfDay(String text) {
    Matcher match = TIME.matcher(text);
    if (!match.matches() || match.group(1).equals("24")) {
      throw new Malformed(
          Values.quoted(text) + " must be a time of day", "write it as 09:00 or 17:30");
    }
    return LocalTime.of(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
  }

  /** A time of the week: {@code Mon 09:00}. */
  static WeeklyTime weekly(String text) {
    Matcher match = WEEKLY.matcher(text);
    if (!match.matches()) {
      throw new Malformed(
          Values.quoted(text) + " must be a weekday and a time", "write it as Mon 09:00");
    }
    return new WeeklyTime(day(match.group(1)), timeOfDay(match.group(2)));
  }

  private static void refuseOverlaps(List<WeekHours.Span> spans) {
    for (int i = 0; i < spans.size(); i++) {
      for (int j = 0; j < i; j++) {
        WeekHours.Span a = spans.get(i);
        WeekHours.Span b = spans.get(j);
        if (a.day() == b.day() && a.from().isBefore(b.to()) && b.from().isBefore(a.to())) {
          throw new Malformed("hours overlap on " + a.day(), "name each time once");
        }
      }
    }
  }

  /** The hours as people write them. */
  public static String text(WeekHours hours) {
    StringBuilder text = new StringBuilder();
    List<WeekHours.Span> spans = hours.spans();
    for (int i = 0; i < spans.size(); ) {
      int last = i;
      while (last + 1 < spans.size() && follows(spans.get(last), spans.get(last + 1))) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ", ").append(shortName(spans.get(i).day()));
      if (last > i) {
        text.append('-').append(shortName(spans.get(last).day()));
      }
      text.append(' ').append(spans.get(i).from()).append('-').append(end(spans.get(i).to()));
      i = last + 1;
    }
    return text.toString();
  }

  /** A time of the week as people write it. */
  public static String text(WeeklyTime time) {
    return shortName(time.day()) + " " + time.time();
  }

  private static boolean follows(WeekHours.Span a, WeekHours.Span b) {
    return b.day() == a.day().plus(1) && b.from().equals(a.from()) && b.to().equals(a.to());
  }

  private static String end(LocalTime to) {
    return to.equals(LocalTime.MAX) ? "24:00" : to.toString();
  }

  private static String shortName(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
  }
}
