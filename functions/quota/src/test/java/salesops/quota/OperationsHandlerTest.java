package salesops.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static salesops.quota.Deals.deal;
import static salesops.quota.Deals.money;
import static salesops.quota.Deals.overlay;
import static salesops.quota.Deals.revenue;
import static salesops.quota.Deals.won;
import static salesops.quota.Suite.november;
import static salesops.quota.Suite.ofTeam;
import static salesops.quota.Suite.quarter;
import static salesops.quota.Suite.quota;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.model.deal.Deal;
import salesops.quota.LedgerItems.CounterItem;
import salesops.quota.QuotaOperation.AttainmentOn;
import salesops.quota.QuotaOperation.ListAttainment;
import salesops.quota.QuotaOperation.Mismatch;
import salesops.quota.QuotaOperation.Tally;
import salesops.quota.QuotaOperation.Verified;
import salesops.runtime.Json;
import salesops.runtime.operations.OperationJson;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class OperationsHandlerTest {
  @RegisterExtension final Suite suite = new Suite();

  private AttainmentOn attainment(Map<String, Object> request) {
    return OperationJson.answer(new ListAttainment(null), Json.bytes(suite.operate(request)));
  }

  /** Rep or team, attained, quota, percent, needed. */
  private List<String> lines(Map<String, Object> request) {
    return attainment(request).lines().stream()
        .map(
            line ->
                "%s %s of %s, %s %%, needs %s"
                    .formatted(
                        line.rep() == null ? line.team() : line.rep().shortName(),
                        line.attained().decimal(),
                        line.quota().decimal(),
                        line.percent(),
                        line.needed().decimal()))
        .toList();
  }

  @Test
  void countsOverlayForTheRepAloneAndRevenueForTheTeam() {
    suite.quotas(ofTeam("emea", "4000"), quarter("ben", "800"), quarter("ana", "3000"));
    suite.deliver(won("D", 1, "1000", revenue("ana", "100"), overlay("ben", "100")));
    assertEquals(
        List.of(
            "emea 1000.00 of 4000.00, 25.0 %, needs 3000.00",
            "ana 1000.00 of 3000.00, 33.3 %, needs 2000.00",
            "ben 1000.00 of 800.00, 125.0 %, needs 0.00"),
        lines(Map.of("operation", "attainment")));
  }

  @Test
  void countsAManagersOwnDealOnceForTheTeam() {
    suite.quotas(ofTeam("emea", "4000"), quarter("tom", "1000"));
    suite.deliver(won("D-1", 1, "1500"));
    suite.deliver(deal("D-2", 1, money("500"), Deal.State.WON, Deals.NOVEMBER_3, "tom", List.of()));
    assertEquals(
        List.of(
            "emea 2000.00 of 4000.00, 50.0 %, needs 2000.00",
            "tom 500.00 of 1000.00, 50.0 %, needs 500.00"),
        lines(Map.of("operation", "attainment")));
  }

  @Test
  void listsThePeriodsThatADayIsInAndNoPercentOfAQuotaOfZero() {
    suite.quotas(
        quota("ana", "2026-11-01", "2026-12-01", "0"),
        quota("ana", "2026-11-10", "2026-12-10", "100"),
        quota("ana", "2026-12-01", "2027-01-01", "100"));
    suite.deliver(won("D-1", 1, "10", LocalDate.parse("2026-11-09")));
    suite.deliver(won("D-2", 1, "20", LocalDate.parse("2026-11-10")));
    suite.deliver(won("D-3", 1, "40", LocalDate.parse("2026-12-09")));
    suite.deliver(won("D-4", 1, "80", LocalDate.parse("2026-12-10")));
    assertEquals(
        List.of("ana 30.00 of 0.00, null %, needs 0.00"), lines(Map.of("operation", "attainment")));
    assertEquals(
        List.of(
            "ana 30.00 of 0.00, null %, needs 0.00", "ana 60.00 of 100.00, 60.0 %, needs 40.00"),
        lines(Map.of("operation", "attainment", "day", "2026-11-30")));
    assertEquals(
        List.of(
            "ana 60.00 of 100.00, 60.0 %, needs 40.00",
            "ana 120.00 of 100.00, 120.0 %, needs 0.00"),
        lines(Map.of("operation", "attainment", "day", "2026-12-01")));
    assertEquals(
        "invalid", suite.operate(Map.of("operation", "attainment", "day", "x")).get("code"));
  }

  @Test
  void verifiesEveryMonthOfEveryRep() {
    IntStream.rangeClosed(1, 3)
        .forEach(
            i -> suite.deliver(won("D-" + i, 1, "10", revenue("ana", "1"), revenue("ben", "1"))));
    suite.deliver(won("D-1", 2, "10", LocalDate.parse("2026-12-01")));
    Verified verified = suite.verify();
    assertEquals(new Verified(3, 9, List.of(), null), verified);
  }

  @Test
  void verifiesInPagesOfTheTable() {
    IntStream.rangeClosed(1, 3)
        .forEach(
            i -> suite.deliver(won("D-" + i, 1, "10", revenue("ana", "1"), revenue("ben", "1"))));
    int months = 0;
    String cursor = null;
    do {
      DynamoLedger.MonthsPage page = suite.ledger.months(1, cursor);
      months += page.months().size();
      cursor = page.next();
    } while (cursor != null);
    assertEquals(2, months);
    Object code =
        suite.operate(Map.of("operation", "verifyLedger", "cursor", "nonsense")).get("code");
    assertEquals("invalid", code);
  }

  @Test
  void verifiesWhileDealsClose() {
    suite.deliver(won("D-1", 1, "10"));
    suite.crashing.meanwhile("query", 1, () -> suite.deliver(won("D-2", 1, "20")));
    Verified verified =
        new VerifyLedger(new DynamoLedger(suite.crashing.client(), Suite.TABLE))
            .verify(null, "GBP");
    assertEquals(new Verified(1, 1, List.of(), null), verified);
  }

  private void damage(long number, Map<String, AttributeValue> set) {
    Map<String, AttributeValue> item = new HashMap<>(set);
    item.put("pk", AttributeValue.fromS(november("ana").key()));
    item.put("sk", AttributeValue.fromN(Long.toString(number)));
    suite.dynamo.putItem(r -> r.tableName(Suite.TABLE).item(item));
  }

  private static Tally tally(long entries, String revenue) {
    return new Tally(entries, money(revenue), money("0"));
  }

  @Test
  void namesRepMonthAndBothSumsOfADamagedCounter() {
    suite.deliver(won("D-1", 1, "10"), won("D-2", 1, "20"));
    Counter damaged = new Counter(november("ana"), 2, new Sums(3_100, 0));
    damage(0, CounterItem.SCHEMA.itemToMap(CounterItem.of(damaged), true));
    assertEquals(
        List.of(
            new Mismatch(november("ana").rep(), Suite.NOVEMBER, tally(2, "31"), tally(2, "30"))),
        suite.verify().mismatches());
  }

  @Test
  void findsAnEntryThatIsGoneAndOneThatNoCounterKnows() {
    suite.deliver(won("D-1", 1, "10"), won("D-2", 1, "20"));
    Entry second = suite.entries("ana").getLast();
    suite.dynamo.deleteItem(
        r ->
            r.tableName(Suite.TABLE)
                .key(
                    Map.of(
                        "pk", AttributeValue.fromS(november("ana").key()),
                        "sk", AttributeValue.fromN("1"))));
    assertEquals(tally(1, "20"), suite.verify().mismatches().getFirst().entered());
    suite.deliver(won("D-3", 1, "5"));
    Entry unknown = new Entry(second.share(), 9, second.deal(), 1, second.recordedAt(), false);
    suite.dynamo.putItem(
        r ->
            r.tableName(Suite.TABLE)
                .item(
                    LedgerItems.EntryItem.SCHEMA.itemToMap(
                        LedgerItems.EntryItem.of(unknown), true)));
    Mismatch found = suite.verify().mismatches().getFirst();
    assertEquals(tally(3, "35"), found.counted());
    assertEquals(tally(3, "45"), found.entered());
  }

  @Test
  void refusesWhatItDoesNotKnowAndIgnoresTheDailyNoOp() {
    assertEquals("unknownOperation", suite.operate(Map.of("operation", "drop")).get("code"));
    assertEquals(Map.of("ok", true), suite.operate(Map.of()));
    assertNull(suite.operate(Map.of("operation", "verifyLedger")).get("cursor"));
  }
}
