package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.events.LeadReturned;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.routing.LeadRecord.State;
import salesops.runtime.Json;

class OperationsTest {
  private static final Lead LEAD = lead("claire@lyon.com", "1", Map.of("country", "FR"));
  private static final String ID = LEAD.leadId().value();

  static Map<String, Object> operate(
      RoutingTable table, String operation, Map<String, Object> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("operation", operation);
    request.putIfAbsent("by", "ops@northwind.example");
    return new OperationsHandler(table.platform()).handleRequest(request, null);
  }

  @Test
  void aReturnedLeadWithoutNameIsToldByItsAddress() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    Lead nameless = lead("claire@lyon.com", "1", Map.of("country", "FR"));
    table.route(nameless);
    operate(table, "return", Map.of("lead", nameless.leadId().value(), "reason", "student"));
    assertEquals("claire@lyon.com", table.told(LeadReturned.class).getFirst().summary());
  }

  @Test
  void aReturnedLeadGoesToSomebodyElse() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    RepId first = table.owner(LEAD);
    var answer = operate(table, "return", Map.of("lead", ID, "reason", "student"));
    assertEquals(true, answer.get("ok"));
    assertEquals(1, table.told(LeadReturned.class).getFirst().repReturns());
    HeldLeadsTest.tick(table);
    LeadAssigned second = table.assigned(LEAD);
    assertNotEquals(first, second.rep());
    assertEquals(2, second.assignmentSeq());
    assertEquals(first, second.previousRep());
    assertEquals("RETURNED_BEFORE", second.decision().passedOver().getFirst().why());
  }

  @Test
  void aLeadThatEverybodyReturnedIsHeldNotGivenTwice() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana"), member("ben"))
                .territories(territory("World", "", "all", "ana", "ben")));
    table.route(LEAD);
    for (String reason : List.of("student", "competitor")) {
      operate(table, "return", Map.of("lead", ID, "reason", reason));
      HeldLeadsTest.tick(table);
    }
    assertEquals(State.HELD, table.record(LEAD).state());
    assertEquals(2, table.record(LEAD).returners().size());
    assertEquals(1, table.record(LEAD).holdSeq());
  }

  @Test
  void aReturnTakesTheTurnBack() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    RepId first = table.owner(LEAD);
    operate(table, "return", Map.of("lead", ID, "reason", "student"));
    assertEquals(0, pool(table).standing(first).count());
  }

  private static RotationState pool(RoutingTable table) {
    return table.items().stream()
        .filter(i -> Items.string(i, "pk").startsWith("o#"))
        .map(i -> RotationState.decode(Items.string(i, Items.ROTATION)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void returningTwiceIsReturningOnce() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    Map<String, Object> request = Map.of("lead", ID, "reason", "student");
    var first = operate(table, "return", request);
    assertEquals(first, operate(table, "return", request));
    HeldLeadsTest.tick(table);
    var before = table.items();
    assertEquals(first, operate(table, "return", request));
    assertEquals(before, table.items());
  }

  @Test
  void theNextOwnerMayReturnItTooWhenNamed() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    operate(table, "return", Map.of("lead", ID, "reason", "student"));
    HeldLeadsTest.tick(table);
    String second = table.owner(LEAD).email();
    var answer = operate(table, "return", Map.of("lead", ID, "reason", "student", "rep", second));
    assertEquals(second, answer.get("rep"));
    assertEquals(2, answer.get("assignmentSeq"));
  }

  private static RoutingTable capacityOne() {
    return new RoutingTable(
        settings()
            .reps(member("ana").capacity(1), member("ben").capacity(1))
            .territories(territory("World", "", "all", "ana", "ben"))
            .whenFull(WhenFull.HOLD));
  }

  @Test
  void closingFreesCapacityOnce() {
    RoutingTable table = capacityOne();
    Lead other = lead("x@mail.fr");
    table.route(LEAD, other);
    operate(table, "close", Map.of("lead", ID, "reason", "won"));
    operate(table, "close", Map.of("lead", ID, "reason", "won"));
    assertEquals(1, table.told(LeadClosed.class).size());
    table.route(lead("y@mail.fr"), lead("z@mail.fr"));
    assertEquals(1, table.records().stream().filter(r -> r.state() == State.HELD).count());
  }

  @Test
  void aClosedLeadIsNobodysRelationship() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    operate(table, "close", Map.of("lead", ID, "reason", "lost"));
    Lead colleague = lead("marc@lyon.com");
    table.route(colleague);
    assertEquals(Path.TERRITORY, table.assigned(colleague).path());
  }

  @Test
  void handingOverFreesTheOldOwnersCapacity() {
    RoutingTable table = capacityOne();
    table.route(LEAD);
    RepId first = table.owner(LEAD);
    RepId second = first.equals(rep("ana")) ? rep("ben") : rep("ana");
    Map<String, Object> request =
        Map.of("lead", "claire@lyon.com", "rep", second.email(), "reason", "speaks French");
    var answer = operate(table, "assign", request);
    assertEquals(2, answer.get("assignmentSeq"));
    assertEquals(answer, operate(table, "assign", request));
    assertEquals(Path.MANUAL, table.assigned(LEAD).path());
    assertEquals(first, table.assigned(LEAD).previousRep());
    Lead next = lead("x@mail.fr");
    table.route(next);
    assertEquals(first, table.owner(next));
  }

  @Test
  void anAwayRepGetsNothingUntilBackAndThenWhatWaited() {
    RoutingTable table =
        new RoutingTable(
            settings().reps(member("ana")).territories(territory("World", "", "all", "ana")));
    operate(table, "repAway", Map.of("rep", "ana@northwind.example", "until", "2026-11-09"));
    table.route(LEAD);
    assertEquals(State.HELD, table.record(LEAD).state());
    var listed = operate(table, "held", Map.of("limit", 10));
    assertTrue(
        String.valueOf(listed.get("leads")).contains("ana is away (until Mon 9 Nov 2026 00:00)"));
    var answer = operate(table, "repBack", Map.of("rep", "ana@northwind.example"));
    assertEquals(1, answer.get("assigned"));
    assertEquals(rep("ana"), table.owner(LEAD));
  }

  private static Map<String, Object> raise(RoutingTable table, Object capacity, String until) {
    Map<String, Object> request =
        new HashMap<>(Map.of("rep", "ana@northwind.example", "capacity", capacity));
    if (!until.isEmpty()) {
      request.put("until", until);
    }
    return operate(table, "raiseCapacity", request);
  }

  private static RoutingTable fullAna() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana").capacity(1), member("ben"))
                .territories(territory("World", "", "all", "ana"))
                .whenFull(WhenFull.HOLD));
    table.route(lead("x@mail.fr"));
    table.route(LEAD);
    return table;
  }

  @Test
  void roomForMoreGivesWhatWaitedUntilItEndsByItself() {
    RoutingTable table = fullAna();
    assertEquals(State.HELD, table.record(LEAD).state());
    var answer = raise(table, 2, "");
    assertEquals(1, answer.get("assigned"));
    assertEquals("2026-11-10T10:00:05Z", String.valueOf(answer.get("until")));
    assertEquals(2, table.assigned(LEAD).capacity());
    Lead third = lead("y@mail.fr");
    table.route(third);
    var explained =
        operate(table, "explain", Map.of("lead", third.leadId().value())).get("passedOver");
    assertTrue(
        String.valueOf(explained).contains("2 of 2 open, raised until Tue 10 Nov 2026 10:00"),
        String.valueOf(explained));
    table.clock.advance(Duration.ofDays(7));
    operate(table, "close", Map.of("lead", LEAD.leadId().value(), "reason", "lost"));
    HeldLeadsTest.tick(table);
    assertEquals(State.HELD, table.record(third).state());
  }

  @Test
  void raisingTwiceIsRaisingOnceAndALaterOneCounts() {
    RoutingTable table = fullAna();
    raise(table, 3, "2026-11-20");
    assertEquals("2026-11-20T00:00:00Z", raise(table, 2, "2026-11-20").get("until"));
    Lead third = lead("y@mail.fr");
    table.route(third);
    assertEquals(State.HELD, table.record(third).state());
  }

  @Test
  void aRaiseIsAboveTheSettingsAndEndsWithinAQuarter() {
    RoutingTable table = fullAna();
    var before = table.items();
    assertEquals("invalid", raise(table, 1, "").get("code"));
    assertEquals("invalid", raise(table, 1_000_001, "").get("code"));
    assertEquals("invalid", raise(table, "many", "").get("code"));
    assertEquals("invalid", raise(table, 5, "2026-11-01").get("code"));
    assertEquals("invalid", raise(table, 5, "2027-03-01").get("code"));
    assertEquals(
        "noLimit",
        operate(table, "raiseCapacity", Map.of("rep", rep("ben").email(), "capacity", 5))
            .get("code"));
    assertEquals(before, table.items());
  }

  @Test
  void explainsAndDecidesAnew() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(
                    member("ana").weight(2000).capacity(2),
                    member("ben"),
                    member("dev").onLeave("2026-11-02", "2026-11-06"))
                .territories(
                    territory("FR", "FR", "team emea", "ana", "ben", "dev"),
                    territory("World", "", "team emea", "ana", "ben", "dev")));
    for (int i = 0; i < 9; i++) {
      table.route(lead("p" + i + "@mail.fr"));
    }
    table.route(LEAD);
    Explanation told =
        Json.MAPPER.convertValue(operate(table, "explain", Map.of("lead", ID)), Explanation.class);
    assertEquals(true, told.again().same());
    assertEquals(table.owner(LEAD).email(), told.again().outcome());
    assertEquals("NOT_REACHED", told.matched().getLast().outcome());
    assertEquals(
        List.of("FULL", "ON_LEAVE"), told.passedOver().stream().map(p -> p.why()).toList());
    assertEquals(10, Objects.requireNonNull(told.turn()).number());
  }

  @Test
  void theSameDecisionIsFoundForEveryLead() {
    RoutingTable table = new RoutingTable(onePool().account("lyon.com", "dev", null));
    Lead[] leads = new Lead[20];
    for (int i = 0; i < leads.length; i++) {
      leads[i] = lead("p" + i + (i % 5 == 0 ? "@lyon.com" : "@c" + i % 7 + ".com"));
      table.route(leads[i]);
    }
    for (Lead each : leads) {
      Explanation told =
          Json.MAPPER.convertValue(
              operate(table, "explain", Map.of("lead", each.leadId().value())), Explanation.class);
      assertEquals(true, told.again().same());
    }
  }

  @Test
  void saysWhichCriterionATerritoryMissed() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana"))
                .territories(
                    territory("UK", "GB", "uk", "ana"), territory("World", "", "all", "ana")));
    table.route(LEAD);
    var answer = operate(table, "whyNot", Map.of("lead", ID, "territory", "UK"));
    assertEquals(false, answer.get("matches"));
    assertTrue(String.valueOf(answer.get("missed")).contains("country"), answer.toString());
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    RoutingTable table = new RoutingTable(onePool());
    assertEquals("unknownLead", operate(table, "explain", Map.of("lead", "x@y.z")).get("code"));
    assertEquals("invalid", operate(table, "close", Map.of("lead", ID)).get("code"));
    assertEquals("unknownOperation", operate(table, "drop", Map.of()).get("code"));
    assertEquals(
        "unknownRep",
        operate(table, "repAway", Map.of("rep", "who@else.com", "until", "2026-12-01"))
            .get("code"));
  }

  @Test
  void keepsWhatPeopleSayAsOneLineWithoutInvisibleCharacters() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    String reason = "a\u001b]0;pwned\u0007\u202ex\nSince  faked line\u0000";
    operate(table, "return", Map.of("lead", ID, "reason", reason, "by", "eve\r\n\u2066tom "));
    LeadReturned told = table.told(LeadReturned.class).getFirst();
    assertEquals("a ]0;pwned  x Since  faked line", told.reason());
    assertEquals("eve   tom", told.by());
  }

  @ParameterizedTest
  @CsvSource({"reason, 200", "by, 254"})
  void refusesWhatSaysNothingOrTooMuch(String name, int lengthMax) {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    for (String text : List.of("\u0007\u202e\n", "x".repeat(lengthMax + 1))) {
      Map<String, Object> request = new HashMap<>(Map.of("lead", ID, "reason", "student"));
      request.put(name, text);
      var answer = operate(table, "return", request);
      assertEquals("invalid", answer.get("code"), answer.toString());
      assertTrue(String.valueOf(answer.get("message")).startsWith(name), answer.toString());
    }
    Map<String, Object> request = new HashMap<>(Map.of("lead", ID, "reason", "student"));
    request.put(name, "x".repeat(lengthMax));
    assertEquals(true, operate(table, "return", request).get("ok"));
  }

  @Test
  void answersTheDecisionOverHttp() {
    RoutingTable table = new RoutingTable(onePool());
    table.route(LEAD);
    APIGatewayV2HTTPResponse found = decision(table, ID);
    assertEquals(200, found.getStatusCode());
    assertEquals(ID, Json.read(found.getBody(), Explanation.class).leadId());
    APIGatewayV2HTTPResponse absent = decision(table, "0".repeat(26));
    assertEquals(404, absent.getStatusCode());
    assertEquals("application/problem+json", absent.getHeaders().get("content-type"));
    assertEquals(404, decision(table, "nonsense").getStatusCode());
  }

  private static APIGatewayV2HTTPResponse decision(RoutingTable table, String id) {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setPathParameters(Map.of("id", id));
    return new DecisionHandler(table.platform()).handleRequest(request, null);
  }
}
