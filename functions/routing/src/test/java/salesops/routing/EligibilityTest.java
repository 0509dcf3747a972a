package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesops.events.Decision.PassedOver;
import salesops.model.Grade;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory.Pool;
import salesops.model.settings.WeekHours;
import salesops.model.settings.WeekHours.Span;
import salesops.model.settings.WorkingHours;
import salesops.testkit.TestRep;
import salesops.testkit.TestSettings;

class EligibilityTest {
  private static final RepId ANA = new RepId("ana@northwind.example");
  private static final RepId BEN = new RepId("ben@northwind.example");

  /** Tuesday, 10:00 in Berlin. */
  private static final Instant TUESDAY = Instant.parse("2026-11-03T09:00:00Z");

  private static final Grade ANY_HOUR = new Grade('A', 1);
  private static final Grade WAITS = new Grade('C', 3);

  @Test
  void keepsThePoolsOrderAndWeights() {
    Eligibility.Result result =
        ask(TUESDAY, ANY_HOUR, Set.of(), EligibilityTest::clear, rep(BEN), rep(ANA));

    assertEquals(
        List.of(new Rotation.Candidate(BEN, 1_000), new Rotation.Candidate(ANA, 1_000)),
        result.eligible());
    assertEquals(List.of(), result.passedOver());
  }

  @Test
  void startsAndLeavesByTheDateInTheRepsZone() {
    Rep starts = berliner(ANA).from(LocalDate.of(2026, 11, 4)).zone("Pacific/Auckland").build();
    Rep left = berliner(BEN).until(LocalDate.of(2026, 11, 3)).zone("Pacific/Auckland").build();
    // Midnight in Auckland is 11:00 UTC.
    Instant before = Instant.parse("2026-11-03T10:59:59Z");

    assertEquals("NOT_STARTED from 4 Nov 2026", why(before, starts));
    assertEquals("", why(before.plusSeconds(1), starts));
    assertEquals("", why(before, left));
    assertEquals("LEFT last day 3 Nov 2026", why(before.plusSeconds(1), left));
  }

  @Test
  void isOnLeaveFromTheFirstDayToTheLast() {
    Rep rep = berliner(ANA).onLeave("2026-12-21", "2027-01-02").build();

    assertEquals("", why(Instant.parse("2026-12-20T22:59:59Z"), rep));
    assertEquals("ON_LEAVE until 2 Jan 2027", why(Instant.parse("2026-12-20T23:00:00Z"), rep));
    assertEquals("ON_LEAVE until 2 Jan 2027", why(Instant.parse("2027-01-02T22:59:59Z"), rep));
    assertEquals("", why(Instant.parse("2027-01-02T23:00:00Z"), rep));
  }

  @Test
  void isAwayUntilTheMomentGiven() {
    RepStatus away = new RepStatus(TUESDAY, 0, false, null);

    assertEquals(
        "AWAY until Tue 3 Nov 2026 10:00",
        why(TUESDAY.minusMillis(1), ANY_HOUR, Set.of(), away, rep(ANA)));
    assertEquals("", why(TUESDAY, ANY_HOUR, Set.of(), away, rep(ANA)));
  }

  @Test
  void isFullAtTheCapacity() {
    Rep rep = berliner(ANA).capacity(60).build();

    assertEquals("", why(TUESDAY, ANY_HOUR, Set.of(), new RepStatus(null, 59, false, null), rep));
    assertEquals(
        "FULL 60 of 60 open",
        why(TUESDAY, ANY_HOUR, Set.of(), new RepStatus(null, 60, false, null), rep));
  }

  @Test
  void needsAllSkillsInAnyCase() {
    Rep rep = berliner(ANA).skills("DE", "en").build();

    assertEquals("", why(TUESDAY, ANY_HOUR, Set.of("de", "EN"), RepStatus.CLEAR, rep));
    assertEquals(
        "LACKS_SKILL fr, it",
        why(TUESDAY, ANY_HOUR, Set.of("it", "fr", "de"), RepStatus.CLEAR, rep));
  }

  @Test
  void neverGivesALeadBackToWhoReturnedIt() {
    assertEquals(
        "RETURNED_BEFORE returned this lead",
        why(TUESDAY, ANY_HOUR, Set.of(), new RepStatus(null, 0, true, null), rep(ANA)));
  }

  @Test
  void passesOverAMemberThatTheSettingsDoNotKnow() {
    Eligibility.Result result =
        Eligibility.of(
            new Pool("team", List.of(BEN)),
            settings(List.of(rep(ANA))),
            Set.of(),
            ANY_HOUR,
            TUESDAY,
            EligibilityTest::clear);

    assertEquals(
        List.of(new PassedOver(BEN, "team", "LEFT", "not in the settings")), result.passedOver());
  }

  @Test
  void mindsHoursOnlyForGradesThatWait() {
    Instant night = Instant.parse("2026-11-03T20:00:00Z");

    assertEquals("", why(night, ANY_HOUR, Set.of(), RepStatus.CLEAR, rep(ANA)));
    assertEquals(
        "OFF_HOURS works Wed 4 Nov 2026 09:00",
        why(night, WAITS, Set.of(), RepStatus.CLEAR, rep(ANA)));
  }

  @Test
  void mindsHolidaysLikeHours() {
    Instant christmas = Instant.parse("2026-12-25T10:00:00Z");

    assertEquals("", why(christmas, ANY_HOUR, Set.of(), RepStatus.CLEAR, rep(ANA)));
    assertEquals(
        "HOLIDAY 25 Dec 2026, works Mon 28 Dec 2026 09:00",
        why(christmas, WAITS, Set.of(), RepStatus.CLEAR, rep(ANA)));
  }

  @Test
  void tellsWhenTheFirstOfThePoolOpens() {
    Instant night = Instant.parse("2026-11-03T20:00:00Z");
    Rep away = berliner(BEN).zone("America/New_York").capacity(0).build();

    assertEquals(
        Instant.parse("2026-11-04T08:00:00Z"),
        ask(night, WAITS, Set.of(), EligibilityTest::clear, away, rep(ANA)).opensAt());
    assertNull(ask(night, WAITS, Set.of(), EligibilityTest::clear, away).opensAt());
  }

  @Test
  void opensAtTheStartOfTheSpanAndClosesAtItsEnd() {
    Settings settings = settings(List.of(rep(ANA)));
    Instant opens = Instant.parse("2026-11-03T08:00:00Z");
    Instant closes = Instant.parse("2026-11-03T16:30:00Z");

    assertEquals(false, WorkingHours.isOpen(rep(ANA), settings, opens.minusMillis(1)));
    assertEquals(true, WorkingHours.isOpen(rep(ANA), settings, opens));
    assertEquals(true, WorkingHours.isOpen(rep(ANA), settings, closes.minusMillis(1)));
    assertEquals(false, WorkingHours.isOpen(rep(ANA), settings, closes));
  }

  @Test
  void findsTheFirstOpenMinuteAcrossChangesOfTheClock() {
    List<WeekHours> weeks =
        List.of(
            week("02:30", "03:15"),
            week("00:00", "01:45"),
            week("01:15", "01:45"),
            week("22:00", "max"),
            week("03:00", "17:00"));
    for (WeekHours week : weeks) {
      for (String day : List.of("2026-03-29", "2026-10-25", "2026-11-01", "2026-03-08")) {
        for (String zone : List.of("Europe/Berlin", "America/New_York", "Europe/London")) {
          Rep rep = berliner(ANA).zone(zone).hours(week).build();
          Settings settings = settings(List.of(rep));
          Instant from =
              LocalDate.parse(day).minusDays(1).atTime(20, 0).atZone(rep.zoneId()).toInstant();
          assertEquals(List.of(), wrongOpenings(rep, settings, from), zone + " " + day);
        }
      }
    }
  }

  /** Compares with trying each quarter of an hour of two days, last one first. */
  private static List<Instant> wrongOpenings(Rep rep, Settings settings, Instant from) {
    List<Instant> wrong = new ArrayList<>();
    Optional<Instant> next = Optional.empty();
    for (int quarter = 4 * 48; quarter >= 0; quarter--) {
      Instant at = from.plusSeconds(900L * quarter);
      next = WorkingHours.isOpen(rep, settings, at) ? Optional.of(at) : next;
      if (next.isPresent() && !WorkingHours.nextOpen(rep, settings, at).equals(next)) {
        wrong.add(at);
      }
    }
    return wrong;
  }

  @Test
  void skipsLeaveAndHolidaysWhenLookingForTheNextOpening() {
    Rep rep = berliner(ANA).onLeave("2026-12-21", "2026-12-24").build();

    assertEquals(
        Optional.of(Instant.parse("2026-12-28T08:00:00Z")),
        WorkingHours.nextOpen(rep, settings(List.of(rep)), Instant.parse("2026-12-18T20:00:00Z")));
  }

  @Test
  void findsNoOpeningForWhoNeverWorks() {
    Rep never = berliner(ANA).hours(new WeekHours(List.of())).build();

    assertEquals(Optional.empty(), WorkingHours.nextOpen(never, settings(List.of(never)), TUESDAY));
  }

  private static WeekHours week(String from, String to) {
    LocalTime end = to.equals("max") ? LocalTime.MAX : LocalTime.parse(to);
    return new WeekHours(
        Stream.of(DayOfWeek.values())
            .map(day -> new Span(day, LocalTime.parse(from), end))
            .toList());
  }

  private static String why(Instant now, Rep rep) {
    return why(now, ANY_HOUR, Set.of(), RepStatus.CLEAR, rep);
  }

  private static String why(Instant now, Grade grade, Set<String> need, RepStatus status, Rep rep) {
    return ask(now, grade, need, id -> status, rep).passedOver().stream()
        .map(p -> p.why() + " " + p.detail())
        .findFirst()
        .orElse("");
  }

  private static RepStatus clear(RepId anyone) {
    return RepStatus.CLEAR;
  }

  private static Eligibility.Result ask(
      Instant now, Grade grade, Set<String> need, Function<RepId, RepStatus> status, Rep... reps) {
    return Eligibility.of(
        new Pool("team", Stream.of(reps).map(Rep::id).toList()),
        settings(List.of(reps)),
        need,
        grade,
        now,
        status);
  }

  private static Rep rep(RepId id) {
    return berliner(id).build();
  }

  private static TestRep berliner(RepId id) {
    return TestRep.rep(id).zone("Europe/Berlin");
  }

  private static Settings settings(List<Rep> reps) {
    return TestSettings.northwind()
        .company(new Settings.Company("Northwind", "Europe/Berlin", "EUR", "01-01"))
        .weekdays("09:00", "17:30", LocalDate.of(2026, 12, 25))
        .reps(reps)
        .holdOutsideHours(WAITS.toString())
        .build();
  }
}
