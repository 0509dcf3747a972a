package salesops.deals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.deals.World.ANA;
import static salesops.deals.World.BEN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.deals.deal.ChangeDeal;
import salesops.deals.deal.ChangeDeal.Outcome;
import salesops.deals.deal.ChangeDeal.Terms;
import salesops.deals.deal.DealEdit;
import salesops.deals.deal.DealField;
import salesops.deals.deal.DealHistory;
import salesops.deals.deal.DealRecord;
import salesops.deals.lead.LeadState;
import salesops.events.DealLost;
import salesops.events.DealReopened;
import salesops.events.DealWon;
import salesops.model.LeadId;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.runtime.Json;

class DealsTest {
  private static final DealId ID = new DealId("D-1042");

  private final World world = new World();
  private final Parts parts = Parts.of(world.platform());
  private final ChangeDeal deals = parts.changeDeal();

  private Outcome report(String at, String... fieldsAndValues) {
    return report(deals, at, fieldsAndValues);
  }

  private Outcome report(ChangeDeal to, String at, String... fieldsAndValues) {
    Map<DealField, String> fields = new HashMap<>();
    for (int i = 0; i < fieldsAndValues.length; i += 2) {
      DealField field = DealField.of(fieldsAndValues[i]).orElseThrow();
      fields.put(field, field.canonical(fieldsAndValues[i + 1]));
    }
    return to.change(
        new DealEdit(ID, Instant.parse(at), Way.CRM, "hubspot", fields),
        Terms.REPORTED,
        parts.settings().current());
  }

  private Deal deal() {
    return deals.find(ID).orElseThrow().state().deal();
  }

  private Map<String, Object> change(String field, String value) {
    return world.ask(
        "changeDeal",
        Map.of("deal", ID.value(), "fields", Map.of(field, value), "by", "ana@northwind.example"));
  }

  private void open(String... fieldsAndValues) {
    Map<String, String> fields = new HashMap<>(Map.of("owner", ANA.email()));
    for (int i = 0; i < fieldsAndValues.length; i += 2) {
      fields.put(fieldsAndValues[i], fieldsAndValues[i + 1]);
    }
    world.done("openDeal", Map.of("deal", ID.value(), "fields", fields, "by", "ana"));
  }

  static Stream<List<Integer>> orders() {
    return permutations(List.of(0, 1, 2, 3)).stream();
  }

  private static List<List<Integer>> permutations(List<Integer> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (Integer first : of) {
      List<Integer> rest = new ArrayList<>(of);
      rest.remove((Object) first);
      permutations(rest)
          .forEach(tail -> all.add(Stream.concat(Stream.of(first), tail.stream()).toList()));
    }
    return all;
  }

  /** Case 48: stage Proposal, amount 400, Won, amount 500, in every order. */
  @ParameterizedTest
  @MethodSource("orders")
  void newestSourceTimeWinsForEachFieldWhateverTheOrder(List<Integer> order) {
    List<String[]> changes =
        List.of(
            new String[] {"2026-12-01T10:00:00Z", "stage", "Proposal", "owner", ANA.email()},
            new String[] {"2026-12-02T10:00:00Z", "amount", "400"},
            new String[] {"2026-12-03T10:00:00Z", "stage", "Won"},
            new String[] {"2026-12-04T10:00:00Z", "amount", "500"});
    for (int twice = 0; twice < 2; twice++) {
      for (int i : order) {
        String[] c = changes.get(i);
        report(c[0], java.util.Arrays.copyOfRange(c, 1, c.length));
      }
    }
    assertEquals(Deal.State.WON, deal().state());
    assertEquals("500.00", deal().amount().decimal());
    assertEquals("2026-12-03", String.valueOf(deal().closed()));
    assertEquals(
        List.of(
            "owner: → ana@northwind.example, stage: → Proposal",
            "amount: → 400",
            "stage: Proposal → Won",
            "amount: 400 → 500"),
        history());
    // Whatever was told on the way, the last word is the same.
    Deal last =
        world.events().stream()
            .map(e -> Json.MAPPER.valueToTree(e.data()).path("deal"))
            .map(json -> Json.MAPPER.treeToValue(json, Deal.class))
            .max(java.util.Comparator.comparingInt(Deal::version))
            .orElseThrow();
    assertEquals(deal(), last);
  }

  private List<String> history() {
    return DealHistory.of(world.store().steps(DealRecord.key(ID))).stream()
        .map(DealHistory.Entry.Edited.class::cast)
        .map(
            e ->
                String.join(
                    ", ",
                    e.changes().stream()
                        .map(
                            c ->
                                (c.field() + ": " + c.from() + " → " + c.to()).replace(":  ", ": "))
                        .sorted()
                        .toList()))
        .toList();
  }

  @Test
  void ofOneTimeTheGreaterValueCounts() {
    report("2026-12-01T10:00:00Z", "amount", "400");
    report("2026-12-01T10:00:00Z", "amount", "500");
    report("2026-12-01T10:00:00Z", "amount", "300");
    assertEquals("500.00", deal().amount().decimal());
  }

  @Test
  void olderChangeIsInTheHistoryOnly() {
    report("2026-12-02T10:00:00Z", "amount", "500");
    int told = world.events().size();
    assertTrue(report("2026-12-01T10:00:00Z", "amount", "400") instanceof Outcome.Overtaken);
    assertTrue(report("2026-12-01T10:00:00Z", "amount", "400") instanceof Outcome.Unchanged);
    assertEquals(told, world.events().size());
    assertEquals(List.of("amount: → 400", "amount: 400 → 500"), history());
  }

  /** A stage that is reported with each sync was won when it was first reported. */
  @Test
  void stageReportedAgainDoesNotMoveTheCloseDate() {
    report("2026-12-03T10:00:00Z", "stage", "Won", "owner", ANA.email());
    report("2026-12-09T10:00:00Z", "stage", "Won");
    assertEquals("2026-12-03", String.valueOf(deal().closed()));
    report("2026-12-05T10:00:00Z", "stage", "Proposal"); // it was reopened in between
    assertEquals("2026-12-09", String.valueOf(deal().closed()));
  }

  /** Case 36: the date as written; of an instant, the date where the owner is. */
  @ParameterizedTest
  @CsvSource({
    "hana, 2026-04-01T09:30:00Z,       2026-03-31",
    "hana, 2026-03-31T23:30:00-10:00,  2026-03-31",
    "kiri, 2026-03-31T11:30:00Z,       2026-04-01",
    "kiri, 2026-04-01T00:30:00+13:00,  2026-04-01",
    "hana, 2026-03-31,                 2026-03-31",
    "kiri, 2026-03-31,                 2026-03-31"
  })
  void closeDateIsACalendarDate(String owner, String closed, String expected) {
    report(
        "2026-04-02T10:00:00Z",
        "stage",
        "Closed Won",
        "owner",
        owner + "@northwind.example",
        "closed",
        closed);
    assertEquals(expected, String.valueOf(deal().closed()));
  }

  @Test
  void instantOfTheWinIsADateWhereTheOwnerIs() {
    report("2026-04-01T09:30:00Z", "stage", "won", "owner", "hana@northwind.example");
    assertEquals("2026-03-31", String.valueOf(deal().closed()));
  }

  @Test
  void stageRefusesADealThatLacksWhatItNeeds() {
    open();
    Map<String, Object> answer = change("stage", "proposal");
    assertEquals("missing", answer.get("code"));
    assertEquals(
        "Before it can move to proposal, the deal needs: an amount, a product",
        answer.get("message"));
    assertEquals("prospecting", deal().stage());
    change("amount", "12500.50");
    change("products", "Router Pro");
    assertEquals(true, change("stage", "proposal").get("ok"));
    assertEquals(true, change("stage", "prospecting").get("ok")); // a step back
  }

  @Test
  void dealDeskMustApproveALargeDiscount() {
    open("amount", "1000", "products", "Router Pro", "discount", "20");
    assertEquals("needsApproval", change("stage", "negotiation").get("code"));
    assertEquals(
        true,
        world
            .done(
                "changeDeal",
                Map.of(
                    "deal",
                    ID.value(),
                    "fields",
                    Map.of("stage", "negotiation"),
                    "by",
                    "tom@northwind.example"))
            .get("changed"));
  }

  @Test
  void reportsOfOtherSystemsNeedNoApproval() {
    open("discount", "30");
    assertTrue(report("2026-12-01T10:00:00Z", "stage", "negotiation") instanceof Outcome.Changed);
  }

  @Test
  void wonDealIsHandedOver() {
    open("amount", "1000", "products", "Router Pro");
    change("stage", "won");
    DealWon won = world.events(DealWon.class).getFirst();
    assertEquals(List.of("kick-off call"), won.checklist());
    assertEquals("accounts@northwind.example", won.handOverTo());
    assertEquals("2026-11-03", String.valueOf(won.deal().closed()));
  }

  @Test
  void lostDealNeedsOneOfTheReasons() {
    open();
    assertEquals("missing", change("stage", "lost").get("code"));
    assertEquals(
        "invalid",
        world
            .ask(
                "changeDeal",
                Map.of(
                    "deal",
                    ID.value(),
                    "fields",
                    Map.of("stage", "lost", "reason", "weather"),
                    "by",
                    "ana"))
            .get("code"));
    world.done(
        "changeDeal",
        Map.of(
            "deal", ID.value(), "fields", Map.of("stage", "lost", "reason", "price"), "by", "ana"));
    assertEquals("price", world.events(DealLost.class).getFirst().deal().reason());
  }

  /** Case 27: two wins and one reopening. */
  @Test
  void closedDealIsReopenedByANewVersion() {
    open("amount", "20000", "products", "Router Pro");
    change("stage", "won");
    change("stage", "prospecting");
    assertNull(deal().closed());
    world.clock.advance(Duration.ofDays(100));
    change("stage", "won");
    assertEquals(2, world.events(DealWon.class).size());
    assertEquals(1, world.events(DealReopened.class).size());
    assertEquals("2027-02-11", String.valueOf(deal().closed()));
    assertEquals(4, deal().version());
  }

  @Test
  void deletedDealCountsNowhere() {
    report("2026-12-01T10:00:00Z", "stage", "won", "amount", "500", "owner", ANA.email());
    report("2026-12-02T10:00:00Z", "removed", "deleted");
    assertEquals(Deal.State.REMOVED, deal().state());
    assertNull(deal().closed());
  }

  @Test
  void dealOfAnUnknownOwnerIsHeldWhereItIsReportedAndRefusedWhereAPersonAsks() {
    report("2026-12-01T10:00:00Z", "stage", "won", "amount", "500", "owner", "Moses Frase");
    assertNull(deal().owner());
    assertEquals("Moses Frase", deal().unknownOwner());
    assertEquals("unknownOwner", change("amount", "600").get("code"));
    assertEquals(List.of(), listed(Map.of("unowned", true)), "a closed deal is not listed as open");
    report("2026-12-02T10:00:00Z", "stage", "proposal");
    assertEquals(List.of(ID.value()), listed(Map.of("unowned", true)));
  }

  private List<String> listed(Map<String, Object> query) {
    Object deals = world.done("listDeals", query).get("deals");
    return ((List<?>) java.util.Objects.requireNonNullElse(deals, List.of()))
        .stream().map(d -> String.valueOf(((Map<?, ?>) d).get("dealId"))).toList();
  }

  @Test
  void listsOpenDealsByRepTeamStageAndOverdue() {
    String[] ids = {"D-1", "D-2", "D-3"};
    String[] owners = {ANA.email(), ANA.email(), BEN.email()};
    String[] closes = {"2026-12-01", "2026-11-01", "2026-11-02"};
    for (int i = 0; i < ids.length; i++) {
      world.done(
          "openDeal",
          Map.of(
              "deal",
              ids[i],
              "fields",
              Map.of("owner", owners[i], "expectedClose", closes[i]),
              "by",
              "ops"));
    }
    assertEquals(List.of("D-2", "D-1"), listed(Map.of("rep", ANA.email())));
    assertEquals(List.of("D-2", "D-1", "D-3"), listed(Map.of("team", "emea")));
    assertEquals(List.of("D-2", "D-3"), listed(Map.of("overdue", true)));
    assertEquals(List.of(), listed(Map.of("stage", "proposal")));
    assertEquals("unknownStage", world.ask("listDeals", Map.of("stage", "propsal")).get("code"));
    assertEquals(List.of("D-2"), listed(Map.of("limit", 1)));
  }

  /** Case 49: twice the same, then one amount changed. */
  @Test
  void importedAgainOnlyWhatChangedCounts() {
    Map<String, Object> rows = importOf("500", "700");
    assertEquals(2, world.done("importDeals", rows).get("opened"));
    world.clock.advance(Duration.ofDays(1));
    String before = world.items();
    Map<String, Object> again = world.done("importDeals", rows);
    assertEquals(2, again.get("unchanged"));
    assertEquals(0, again.get("changed"));
    assertEquals(before, world.items());
    Map<String, Object> corrected = world.done("importDeals", importOf("500", "701"));
    assertEquals(1, corrected.get("changed"));
    assertEquals(1, corrected.get("unchanged"));
  }

  private static Map<String, Object> importOf(String first, String second) {
    return Map.of(
        "deals",
        List.of(
            Map.of(
                "deal",
                "D-1",
                "fields",
                Map.of(
                    "stage", "won", "amount", first, "owner", ANA.email(), "closed", "2026-10-01")),
            Map.of("deal", "D-2", "fields", Map.of("amount", second, "owner", ANA.email()))),
        "by",
        "ops");
  }

  @Test
  void importedRowThatCannotBeReadIsRejectedByItself() {
    Map<String, Object> answer =
        world.done(
            "importDeals",
            Map.of(
                "deals",
                List.of(
                    Map.of("deal", "D-1", "fields", Map.of("amount", "lots")),
                    Map.of("deal", "D-2", "fields", Map.of("amount", "5"))),
                "by",
                "ops"));
    assertEquals(1, answer.get("opened"));
    assertTrue(String.valueOf(answer.get("rejected")).contains("amount must be a number"));
  }

  @Test
  void dealOfALeadMovesTheLeadAndBringsItBackWhenLost() {
    LeadId lead = world.assign("claire", ANA);
    world.done(
        "openDeal",
        Map.of("deal", ID.value(), "fields", Map.of("lead", lead.value()), "by", "ana"));
    assertEquals(ANA, deal().owner());
    assertEquals("Assurance Lyon", deal().account());
    assertEquals(LeadState.DEAL, world.work(lead).leadState());
    assertNull(world.work(lead).clock());
    world.done(
        "changeDeal",
        Map.of(
            "deal", ID.value(), "fields", Map.of("stage", "lost", "reason", "price"), "by", "ana"));
    assertEquals(
        "2027-05-02",
        String.valueOf(java.util.Objects.requireNonNull(world.work(lead).nurture()).dueOn()));
    change("stage", "prospecting");
    assertNull(world.work(lead).nurture());
  }

  @Test
  void dealOfAnUnknownLeadIsRefused() {
    assertEquals(
        "unknownLead",
        world
            .ask(
                "openDeal",
                Map.of(
                    "deal",
                    ID.value(),
                    "fields",
                    Map.of("lead", World.lead("nobody").value(), "owner", ANA.email()),
                    "by",
                    "ana"))
            .get("code"));
    assertTrue(deals.find(ID).isEmpty());
  }

  @Test
  void sameRequestTwiceIsOneChange() {
    Map<String, Object> request =
        Map.of("fields", Map.of("owner", ANA.email()), "by", "ana", "key", "k1");
    Object first =
        World.part((Map<?, ?>) World.part(world.done("openDeal", request), "deal"), "dealId");
    world.clock.advance(Duration.ofSeconds(5));
    Map<String, Object> second = world.done("openDeal", request);
    assertEquals(first, World.part((Map<?, ?>) World.part(second, "deal"), "dealId"));
    assertEquals(false, second.get("changed"));
    assertEquals(1, world.events().size());
  }

  @Test
  void creditsAreChecked() {
    open(
        "credits",
        "ana@northwind.example 50; ben@northwind.example 50; overlay tom@northwind.example 100");
    assertEquals(3, deal().credits().size());
    assertEquals("unknownOwner", change("credits", "eve@northwind.example 100").get("code"));
    assertEquals("invalid", change("credits", "overlay ana@northwind.example 50").get("code"));
    Set<String> many = new HashSet<>();
    for (int i = 0; i < 21; i++) {
      many.add("rep" + i + "@northwind.example 1");
    }
    assertEquals("invalid", change("credits", String.join(";", many)).get("code"));
  }

  @Test
  void unknownFieldsAndValuesAreNamed() {
    open();
    assertTrue(
        String.valueOf(change("amuont", "5").get("message")).startsWith("“amuont” isn't a field"));
    assertEquals(
        "amount must be a number such as 12500.50: “lots”",
        change("amount", "lots").get("message"));
    assertEquals("unknownDeal", world.ask("showDeal", Map.of("deal", "D-9")).get("code"));
  }

  @Test
  void showsADealWithItsHistory() {
    open("amount", "400");
    world.clock.advance(Duration.ofMinutes(1));
    change("amount", "500");
    world.done(
        "logActivity", Map.of("deal", ID.value(), "kind", "call", "minutes", 12, "by", "ana"));
    Map<String, Object> shown = world.done("showDeal", Map.of("deal", ID.value()));
    assertEquals(3, ((List<?>) World.part(shown, "history")).size());
  }

  private Outcome report(String deal, String at, Map<DealField, String> fields) {
    return deals.change(
        new DealEdit(new DealId(deal), Instant.parse(at), Way.CRM, "hubspot", fields),
        Terms.REPORTED,
        parts.settings().current());
  }

  private Outcome note(String id, String amount, String of) {
    Map<DealField, String> fields =
        new HashMap<>(
            Map.of(
                DealField.OWNER,
                ANA.email(),
                DealField.STAGE,
                "won",
                DealField.AMOUNT,
                amount,
                DealField.CLOSED,
                "2026-12-05"));
    if (!of.isEmpty()) {
      fields.put(DealField.CREDIT_NOTE_OF, of);
    }
    return report(id, "2026-12-05T10:00:00Z", fields);
  }

  private static String why(Outcome outcome) {
    return ((Outcome.NotDone) outcome).refused().message();
  }

  /** Case 22, and more notes than the deal has money. */
  @Test
  void creditNotesTakeBackNoMoreThanTheWonDealTheyAreLinkedTo() {
    report("2026-12-01T10:00:00Z", "owner", ANA.email(), "stage", "won", "amount", "1000");
    String before = world.items();
    assertEquals(
        "amount must not be below 0 unless creditNoteOf names the won deal it takes back",
        why(note("N-1", "-200", "")));
    assertEquals(
        "amount must be at most what is left of deal D-1042, 1000.00",
        why(note("N-1", "-1200", "D-1042")));
    assertEquals("creditNoteOf must be a won deal: D-9", why(note("N-1", "-1", "D-9")));
    assertEquals("amount of a credit note must be below 0: 5.00", why(note("N-1", "5", "D-1042")));
    assertEquals(before, world.items());
    assertTrue(note("N-1", "-200", "D-1042") instanceof Outcome.Changed);
    assertTrue(note("N-1", "-200", "D-1042") instanceof Outcome.Unchanged);
    assertEquals(
        "amount must be at most what is left of deal D-1042, 800.00",
        why(note("N-2", "-800.01", "D-1042")));
    assertTrue(note("N-2", "-800", "D-1042") instanceof Outcome.Changed);
    report("N-1", "2026-12-06T10:00:00Z", Map.of(DealField.REMOVED, "deleted"));
    assertTrue(note("N-3", "-200", "D-1042") instanceof Outcome.Changed);
    assertEquals(1, deal().version(), "its notes don't change the deal");
    assertEquals(
        new DealId("D-1042"),
        deals.find(new DealId("N-3")).orElseThrow().state().deal().creditNoteOf());
  }
}
