package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.quota.Deals.money;
import static salesops.quota.Deals.overlay;
import static salesops.quota.Deals.revenue;
import static salesops.quota.Deals.won;
import static salesops.quota.Suite.quarter;
import static salesops.quota.Suite.quota;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.QuotaEvent.QuotaReached;
import salesops.model.deal.Deal;
import salesops.model.settings.QuotaRules;
import salesops.model.settings.QuotaRules.Quota;
import salesops.testkit.TestSettings;

/** Milestones are announced once each, whatever the attainment does afterwards. */
class MilestonesTest {
  private static final Quota ANAS = quarter("ana", "1000");

  @RegisterExtension final Suite suite = new Suite();

  @Test
  void announcesTheHighestOfSeveralPassedAtOnceAndNothingAfterFallingBack() {
    suite.quotas(ANAS);
    suite.deliver(won("D-1", 1, "400"));
    assertEquals(List.of(), suite.events(QuotaReached.class));
    suite.deliver(won("D-2", 1, "900"));
    LocalDate until = LocalDate.parse("2027-02-01");
    assertEquals(
        List.of(
            new QuotaReached(
                TestSettings.person("ana"),
                null,
                LocalDate.parse("2026-11-01"),
                until,
                120,
                money("1300"),
                money("1000"))),
        suite.events(QuotaReached.class));
    suite.deliver(Deals.as(Deal.State.OPEN, won("D-1", 1, "400"), 2));
    assertEquals("900.00", suite.total("ana"));
    suite.deliver(won("D-3", 1, "110"));
    assertEquals("1010.00", suite.total("ana"));
    assertEquals(1, suite.events(QuotaReached.class).size());
  }

  @Test
  void announcesEachAsItIsReachedExactly() {
    suite.quotas(ANAS);
    suite.deliver(won("D-1", 1, "499.99"));
    assertEquals(List.of(), suite.announcedPercents());
    suite.deliver(won("D-2", 1, "0.01"));
    suite.deliver(won("D-2", 1, "0.01"));
    suite.deliver(won("D-3", 1, "500"));
    assertEquals(List.of(50, 100), suite.announcedPercents());
  }

  @Test
  void checksEveryQuotaWhosePeriodHasTheCloseDate() {
    Quota november = quota("ana", "2026-11", "100");
    Quota december = quota("ana", "2026-12", "100");
    suite.quotas(ANAS, november, december);
    suite.deliver(won("D-1", 1, "50"));
    assertEquals(List.of(50), suite.announcedPercents());
    suite.deliver(won("D-2", 1, "50", LocalDate.parse("2026-12-01")));
    assertEquals(List.of(50, 50), suite.announcedPercents());
    suite.deliver(won("D-3", 1, "50", LocalDate.parse("2026-11-30")));
  }

  @Test
  void countsRevenueAndOverlayTowardsARepsOwnQuota() {
    suite.quotas(ANAS, quarter("ben", "1000"));
    suite.deliver(won("D-1", 1, "800", revenue("ana", "1"), overlay("ben", "100")));
    assertEquals(List.of(80, 80), suite.announcedPercents());
  }

  @Test
  void hasNoMilestoneWithoutAQuotaOrOnAQuotaOfZero() {
    suite.quotas(quarter("ana", "0"));
    suite.deliver(won("D-1", 1, "800", revenue("ana", "1"), revenue("ben", "1")));
    assertEquals(List.of(), suite.events(QuotaReached.class));
    assertEquals(List.of(), suite.items("q#"));
  }

  @Test
  void announcesOnceWhenTwoWorkersReachItAtOnce() {
    suite.quotas(ANAS);
    suite.deliver(won("D-1", 1, "400"));
    suite.crashing.meanwhile("putItem", 1, () -> suite.deliver(won("D-3", 1, "100")));
    suite.deliver(won("D-2", 1, "200"));
    assertEquals(List.of(50), suite.announcedPercents());
  }

  @Test
  void doesNotAnnounceAMilestoneThatTheSettingsAddBelowOneReached() {
    suite.quotas(ANAS);
    suite.deliver(won("D-1", 1, "1000"));
    suite.apply(Suite.company().quotas(QuotaRules.of(List.of(ANAS), List.of(50, 80, 90, 100))));
    suite.deliver(won("D-1", 2, "920"));
    assertEquals(List.of(100), suite.announcedPercents());
  }
}
