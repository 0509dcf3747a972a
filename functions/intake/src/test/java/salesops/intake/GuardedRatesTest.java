package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.intake.FormVisitors.ADDRESS;
import static salesops.intake.FormVisitors.CLAIRE;
import static salesops.intake.FormVisitors.limits;
import static salesops.intake.FormVisitors.someone;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import salesops.runtime.settings.SettingsTable;

/** How much an address and a form may send. */
class GuardedRatesTest {
  private final IntakeBench bench = new IntakeBench();
  private final FormVisitors visitors = new FormVisitors(bench);

  @Test
  void keepsBackWhatAnAddressSendsBeyondItsLimitUntilTheWindowEnds() {
    visitors.guard(limits(2, 300));
    for (int i = 1; i <= 3; i++) {
      visitors.person(someone(i), ADDRESS);
    }
    assertEquals(List.of(List.of("ADDRESS_LIMIT")), bench.reasons());
    visitors.person(someone(4), "203.0.113.8");
    bench.clock.advance(Duration.ofMinutes(10));
    visitors.person(someone(5), ADDRESS);
    assertEquals(1, bench.reasons().size());
  }

  @Test
  void countsAHouseholdsAddressesOfIpv6AsOne() {
    visitors.guard(limits(1, 300));
    visitors.person(someone(1), "2001:db8:1:2::1");
    visitors.person(someone(2), "2001:db8:1:2:ffff::9");
    visitors.person(someone(3), "2001:db8:1:3::1");
    assertEquals(List.of(List.of("ADDRESS_LIMIT")), bench.reasons());
  }

  @Test
  void believesAHeaderAboutTheAddressOnlyFromItsOwnDistribution() {
    visitors.guard(limits(1, 300));
    int number = 0;
    for (String key : List.of("guessed-guessed-guessed", IntakeBench.CLOUDFRONT_KEY + "0")) {
      for (String address : List.of("198.51.100.1", "198.51.100.2")) {
        visitors.throughDistribution(someone(number++), address, key);
      }
    }
    // The two that guessed the key count as the one address that API Gateway saw.
    assertEquals(List.of(List.of("ADDRESS_LIMIT")), bench.reasons());
  }

  @Test
  void keepsNoNetworkAddressInTheClear() {
    visitors.person(CLAIRE, ADDRESS);
    assertFalse(bench.everything().toString().contains(ADDRESS));
  }

  @Test
  void keepsBackWhatComesBeyondTheFormsLimitButNotForTheSakeOfBots() {
    visitors.guard(limits(5, 2));
    for (int i = 0; i < 6; i++) {
      bench.browse(someone(i), null, "198.51.100." + i);
    }
    for (int i = 10; i < 13; i++) {
      visitors.person(someone(i), "203.0.113." + i);
    }
    assertEquals(
        List.of(List.of("FORM_LIMIT")),
        bench.reasons().stream().filter(r -> !r.contains("NO_TOKEN")).toList());
  }

  @Test
  void takesMoreAsSoonAsTheFormsLimitIsRaised() {
    visitors.guard(limits(5, 1));
    visitors.person(someone(1), "203.0.113.1");
    visitors.person(someone(2), "203.0.113.2");
    assertEquals(List.of(List.of("FORM_LIMIT")), bench.reasons());
    visitors.guard(3, limits(5, 2));
    bench.clock.advance(SettingsTable.AGE_MAX);
    visitors.person(someone(3), "203.0.113.3");
    visitors.person(someone(4), "203.0.113.4");
    assertEquals(List.of(List.of("FORM_LIMIT"), List.of("FORM_LIMIT")), bench.reasons());
  }

  @Test
  void givesEachFormCountsOfItsOwn() {
    visitors.guard(limits(1, 300));
    visitors.person(someone(1), ADDRESS);
    String token = visitors.tokenOf(IntakeBench.OTHER);
    bench.browse(someone(2).replace("demo", "other"), token, ADDRESS);
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void countsEndByThemselves() {
    visitors.person(CLAIRE, ADDRESS);
    List<Long> ends =
        bench.everything().stream()
            .flatMap(i -> Optional.ofNullable(i.get("expiresAt")).stream())
            .map(end -> Long.parseLong(end.n()))
            .toList();
    assertEquals(2, ends.size());
    long now = bench.clock.instant().getEpochSecond();
    assertTrue(ends.stream().allMatch(end -> end > now && end <= now + 600));
  }
}
