package salesops.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WeekHours.Span;
import salesops.model.settings.WorkingHours;

/** Working time of reps: how much passes between instants, and when so much has passed. */
class WorkingTimeTest {
  private static final RepId ANA = TestSettings.person("ana");

  private static TestRep london() {
    return TestRep.rep(ANA).zone("Europe/London");
  }

  /** Monday to Friday from 9 to 17, except on Christmas Day. */
  private static Settings settings() {
    return TestSettings.northwind().weekdays("09:00", "17:00", LocalDate.of(2026, 12, 25)).build();
  }

  private static Duration between(Rep rep, String from, String to) {
    return WorkingHours.between(rep, settings(), Instant.parse(from), Instant.parse(to));
  }

  private static Optional<Instant> plus(Rep rep, String from, Duration working) {
    return WorkingHours.plus(rep, settings(), Instant.parse(from), working);
  }

  private static WeekHours daily(String from, String to) {
    LocalTime end = to.equals("24:00") ? LocalTime.MAX : LocalTime.parse(to);
    return new WeekHours(
        Stream.of(DayOfWeek.values())
            .map(day -> new Span(day, LocalTime.parse(from), end))
            .toList());
  }

  @Test
  void aLeadOfSaturdayNightWaitsHalfAnHourOfWorkUntilMondayMorning() {
    Instant submitted =
        LocalDate.of(2026, 3, 28).atTime(23, 0).atZone(ZoneId.of("Europe/London")).toInstant();
    Instant contacted =
        LocalDate.of(2026, 3, 30).atTime(9, 30).atZone(ZoneId.of("Europe/London")).toInstant();
    assertEquals(Duration.parse("PT33H30M"), Duration.between(submitted, contacted));
    assertEquals(
        Duration.ofMinutes(30),
        WorkingHours.between(london().build(), settings(), submitted, contacted));
  }

  @Test
  void timeThatIsUpAtTheEndOfADayIsUpThen() {
    Rep rep = london().build();
    String four = "2026-11-03T16:00:00Z";
    assertEquals(
        Optional.of(Instant.parse("2026-11-03T17:00:00Z")), plus(rep, four, Duration.ofHours(1)));
    assertEquals(
        Optional.of(Instant.parse("2026-11-04T09:00:01Z")),
        plus(rep, four, Duration.ofSeconds(3_601)));
    assertEquals(Optional.of(Instant.parse(four)), plus(rep, four, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> plus(rep, four, Duration.ofSeconds(-1)));
  }

  @Test
  void nothingPassesFromLateToEarly() {
    Rep rep = london().build();
    String noon = "2026-11-03T12:00:00Z";
    assertEquals(Duration.ZERO, between(rep, noon, noon));
    assertEquals(Duration.ZERO, between(rep, noon, "2026-11-03T11:00:00Z"));
    assertEquals(Duration.ofHours(5), between(rep, noon, "2026-11-04T00:00:00Z"));
  }

  @Test
  void ownHoursComeBeforeTheCalendars() {
    Rep rep = london().hours(daily("06:00", "07:00")).build();
    assertEquals(Duration.ofHours(7), between(rep, "2026-11-02T00:00:00Z", "2026-11-09T00:00:00Z"));
  }

  @Test
  void nobodyWorksOnHolidaysOnLeaveBeforeTheFirstDayAndAfterTheLast() {
    Rep rep =
        london()
            .onLeave("2026-12-22", "2026-12-23")
            .from(LocalDate.of(2026, 12, 21))
            .until(LocalDate.of(2026, 12, 28))
            .build();
    // Monday 21, Thursday 24 and Monday 28 remain.
    assertEquals(
        Duration.ofHours(24), between(rep, "2026-11-01T00:00:00Z", "2027-02-01T00:00:00Z"));
    String start = "2026-12-20T12:00:00Z";
    assertEquals(
        Optional.of(Instant.parse("2026-12-28T09:01:00Z")),
        plus(rep, start, Duration.ofHours(16).plusMinutes(1)));
    assertEquals(Optional.empty(), plus(rep, start, Duration.ofHours(24).plusSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    // The clock jumps from 1:00 to 2:00.
    "00:30, 03:00, 2026-03-29T00:00:00Z, 2026-03-29T23:00:00Z, PT1H30M",
    "01:15, 01:45, 2026-03-29T00:00:00Z, 2026-03-29T23:00:00Z, PT0S",
    "00:00, 24:00, 2026-03-29T00:00:00Z, 2026-03-29T23:00:00Z, PT23H",
    // The hour from 1:00 to 2:00 comes twice.
    "00:30, 03:00, 2026-10-24T23:00:00Z, 2026-10-26T00:00:00Z, PT3H30M",
    "01:15, 01:45, 2026-10-24T23:00:00Z, 2026-10-26T00:00:00Z, PT1H",
    "00:00, 24:00, 2026-10-24T23:00:00Z, 2026-10-26T00:00:00Z, PT25H",
  })
  void countsTheHoursThatTheClockShows(
      String opens, String closes, String from, String to, Duration expected) {
    assertEquals(expected, between(london().hours(daily(opens, closes)).build(), from, to));
  }

  @Test
  void whoHasNoHoursNeverWorks() {
    Rep never = london().hours(new WeekHours(List.of())).build();
    String now = "2026-11-03T12:00:00Z";
    assertEquals(Optional.empty(), plus(never, now, Duration.ofSeconds(1)));
    assertEquals(Duration.ZERO, between(never, now, "2036-11-03T12:00:00Z"));
  }

  @Test
  void looksBeyondALongAbsenceOnlyToMeasure() {
    Rep rep = london().onLeave("2026-11-03", "2028-11-02").build();
    assertEquals(Duration.ofHours(3), between(rep, "2026-11-02T15:00:00Z", "2028-11-03T10:00:00Z"));
    assertEquals(Optional.empty(), plus(rep, "2026-11-02T15:00:00Z", Duration.ofHours(3)));
    assertTrue(plus(rep, "2026-11-02T15:00:00Z", Duration.ofHours(2)).isPresent());
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 400).mapToObj(i -> 40L + i);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void asMuchPassesUntilTheTimeIsUpAsWasAsked(long seed) {
    Random random = new Random(seed);
    Rep rep = anybody(random);
    Settings settings = settings();
    Instant from = anyInstant(random);
    Duration working = Duration.ofSeconds(1 + random.nextInt(40 * 3_600));
    Optional<Instant> due = WorkingHours.plus(rep, settings, from, working);
    if (due.isEmpty()) {
      Instant last = from.plus(Duration.ofDays(WorkingHours.DAYS_MAX));
      assertTrue(WorkingHours.between(rep, settings, from, last).compareTo(working) < 0);
      return;
    }
    assertEquals(working, WorkingHours.between(rep, settings, from, due.get()));
    // It is up at the first such instant, and the second before it was work.
    Instant before = due.get().minusSeconds(1);
    assertEquals(working.minusSeconds(1), WorkingHours.between(rep, settings, from, before));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithCountingTheMinutes(long seed) {
    Random random = new Random(seed);
    Rep rep = anybody(random);
    Settings settings = settings();
    Instant from = anyInstant(random);
    Instant to = from.plusSeconds(60L * random.nextInt(4 * 1_440));
    long minutes = 0;
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
      LocalDate day = at.atZone(rep.zoneId()).toLocalDate();
      boolean employed = !rep.startsAfter(day) && !rep.leftBefore(day);
      boolean works = employed && rep.leaveOn(day).isEmpty();
      minutes += works && WorkingHours.isOpen(rep, settings, at) ? 1 : 0;
    }
    assertEquals(
        Duration.ofMinutes(minutes), WorkingHours.between(rep, settings, from, to), rep::toString);
  }

  /** A whole minute, mostly near a change of the clock somewhere. */
  private static Instant anyInstant(Random random) {
    List<String> days =
        List.of("2026-03-07", "2026-03-28", "2026-10-03", "2026-10-24", "2026-12-23");
    Instant day = Instant.parse(days.get(random.nextInt(days.size())) + "T00:00:00Z");
    return day.plusSeconds(60L * random.nextInt(2 * 1_440));
  }

  private static Rep anybody(Random random) {
    List<String> zones =
        List.of(
            "Europe/London",
            "America/New_York",
            "America/Nuuk",
            "Australia/Lord_Howe",
            "Asia/Beirut",
            "Asia/Kathmandu",
            "UTC");
    TestRep rep = TestRep.rep(ANA).zone(zones.get(random.nextInt(zones.size())));
    if (random.nextInt(8) > 0) {
      rep = rep.hours(anyWeek(random));
    }
    LocalDate leave = LocalDate.of(2026, 3, 1).plusDays(random.nextInt(330));
    rep = rep.onLeave(leave.toString(), leave.plusDays(random.nextInt(6)).toString());
    if (random.nextInt(6) == 0) {
      rep = rep.from(LocalDate.of(2026, 3, 29));
    }
    if (random.nextInt(6) == 0) {
      rep = rep.until(LocalDate.of(2026, 10, 25));
    }
    return rep.build();
  }

  /** Up to three spans a day that don't overlap, in whole minutes. */
  private static WeekHours anyWeek(Random random) {
    List<Span> spans = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      TreeSet<Integer> minutes = new TreeSet<>();
      for (int i = random.nextInt(7); i > 0; i--) {
        minutes.add(random.nextInt(1_441));
      }
      while (minutes.size() > 1) {
        spans.add(new Span(day, time(minutes.removeFirst()), time(minutes.removeFirst())));
      }
    }
    assertFalse(spans.isEmpty());
    return new WeekHours(spans);
  }

  private static LocalTime time(int minute) {
    return minute == 1_440 ? LocalTime.MAX : LocalTime.ofSecondOfDay(60L * minute);
  }
}
