package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.OperationsTest.operate;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.score;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;
import salesops.runtime.lambda.Waiting;
import salesops.testkit.TestClock;

class FindLeadsTest {
  private final RoutingTable table = new RoutingTable(onePool());

  private static Lead submitted(Lead lead, Instant at) {
    return new Lead(
        lead.leadId(),
        lead.form(),
        at,
        lead.origin(),
        lead.origins(),
        lead.identity(),
        lead.fields(),
        lead.attributes());
  }

  private List<String> find(Map<String, Object> criteria) {
    return ids(operate(table, "findLeads", criteria));
  }

  private static List<String> ids(Map<String, Object> answer) {
    List<String> ids = new ArrayList<>();
    assertEquals(true, answer.get("ok"), answer.toString());
    if (answer.get("leads") instanceof List<?> leads) {
      leads.forEach(row -> ids.add(String.valueOf(((Map<?, ?>) row).get("leadId"))));
    }
    return ids;
  }

  private static List<String> ids(Lead... leads) {
    return List.of(leads).stream().map(lead -> lead.leadId().value()).toList();
  }

  @Test
  void findsAPersonsLeadsTheNewestFirst() {
    Lead first = lead("claire@lyon.com");
    Lead second =
        submitted(
            lead("claire@lyon.com", "2", Map.of("country", "FR")), TestClock.START.plusSeconds(60));
    table.route(first, second, lead("x@mail.fr"));
    assertEquals(ids(second, first), find(Map.of("email", "Claire@Lyon.com")));
    assertEquals(
        ids(second),
        find(
            Map.of(
                "email", "claire@lyon.com", "since", TestClock.START.plusSeconds(1).toString())));
    assertEquals(List.of(), find(Map.of("email", "nobody@lyon.com")));
  }

  @Test
  void findsACompanysOpenLeadsByItsItemAndAllByReadingTheTable() {
    Lead open = lead("claire@lyon.com");
    Lead closed = lead("marc@lyon.com");
    table.route(open, closed, lead("x@paris.com"));
    operate(table, "close", Map.of("lead", closed.leadId().value(), "reason", "won"));
    assertEquals(ids(open), find(Map.of("company", "lyon.com")));
    assertEquals(
        Set.copyOf(ids(open, closed)),
        Set.copyOf(find(Map.of("company", "lyon.com", "all", true))));
    assertEquals(List.of(), find(Map.of("company", "nowhere.com")));
  }

  @Test
  void combinesRepGradeAndTime() {
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Lead each = submitted(lead("p" + i + "@mail.fr"), TestClock.START.plusSeconds(i));
      table.clock.advance(Duration.ofSeconds(1));
      table.route(i % 2 == 0 ? score("A2") : score("B3"), each);
      leads.add(each);
    }
    String rep = table.owner(leads.getLast()).email();
    List<String> expected =
        leads.reversed().stream()
            .filter(l -> table.owner(l).email().equals(rep))
            .filter(l -> table.record(l).grade().toString().equals("B3"))
            .filter(l -> !l.submittedAt().isBefore(TestClock.START.plusSeconds(3)))
            .map(l -> l.leadId().value())
            .toList();
    assertTrue(!expected.isEmpty());
    assertEquals(
        expected,
        find(
            Map.of("rep", rep, "grade", "b3", "since", TestClock.START.plusSeconds(3).toString())));
    assertEquals(expected.subList(0, 1), find(Map.of("rep", rep, "grade", "B3", "limit", 1)));
  }

  @Test
  void goesOnWhereACallStopped() {
    Lead[] leads = new Lead[15];
    for (int i = 0; i < leads.length; i++) {
      leads[i] = lead("p" + i + "@mail.fr");
    }
    table.route(leads);
    DynamoRoutingStore store =
        new DynamoRoutingStore(
            table.dynamo(),
            table.name,
            new Waiting(table.clock, table.clock.pause(), new Random(1)));
    List<String> seen = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      RoutingStore.RecordPage page = store.records(Instant.EPOCH, 4, cursor);
      page.records().forEach(record -> seen.add(record.leadId().value()));
      cursor = page.next();
      pages++;
    } while (cursor != null);
    assertTrue(pages > 3);
    assertEquals(
        List.of(leads).stream().map(l -> l.leadId().value()).sorted().toList(),
        seen.stream().sorted().collect(Collectors.toList()));
    String half = store.records(Instant.EPOCH, 4, null).next();
    assertNotNull(half);
    var rest = operate(table, "findLeads", Map.of("cursor", half));
    assertTrue(ids(rest).size() < leads.length && !ids(rest).isEmpty());
    assertNull(rest.get("cursor"));
  }

  @Test
  void refusesACursorThatIsNone() {
    for (String cursor : List.of("nonsense", "!", "MSA")) {
      assertEquals(
          "invalid", operate(table, "findLeads", Map.of("cursor", cursor)).get("code"), cursor);
    }
  }
}
