package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.routing.OperationsTest.operate;
import static salesops.routing.Sample.lead;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;
import salesops.routing.LeadRecord.State;
import salesops.runtime.Json;
import salesops.testkit.TestClock;

class ExportLeadsTest {
  private static List<RecordedLead> export(RoutingTable table, Map<String, Object> arguments) {
    List<RecordedLead> leads = new ArrayList<>();
    Map<String, Object> request = new HashMap<>(arguments);
    Object cursor;
    do {
      Map<String, Object> page = operate(table, "exportLeads", request);
      assertEquals(true, page.get("ok"), page.toString());
      // As it comes over the wire.
      Map<?, ?> told = Json.read(Json.text(page), Map.class);
      ((List<?>) Objects.requireNonNull(told.get("leads")))
          .forEach(each -> leads.add(Json.MAPPER.convertValue(each, RecordedLead.class)));
      cursor = told.get("cursor");
      if (cursor != null) {
        request.put("cursor", cursor);
      }
    } while (cursor != null);
    return leads;
  }

  @Test
  void tellsEveryLeadWholeWithItsDecision() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    Map<String, Lead> leads = new HashMap<>();
    for (int i = 0; i < 9; i++) {
      Lead lead = lead("p" + i + "@bank" + i + ".com");
      leads.put(lead.leadId().value(), lead);
      table.route(lead);
    }
    Lead cold = lead("cold@mail.fr");
    table.route(Sample.score("D4"), cold);
    leads.put(cold.leadId().value(), cold);
    List<RecordedLead> exported = export(table, Map.of("limit", 4));
    assertEquals(10, exported.size());
    for (RecordedLead each : exported) {
      Lead lead = Objects.requireNonNull(leads.remove(each.lead().leadId().value()));
      assertEquals(lead, each.lead());
      boolean nurtured = each.lead().equals(cold);
      assertEquals(nurtured ? State.NURTURE : State.ASSIGNED, each.state());
      assertEquals(nurtured ? Sample.score("D4") : Sample.A2, each.score());
      assertEquals(nurtured ? null : "TERRITORY", each.path());
      assertEquals(nurtured ? null : "World", each.territory());
      assertEquals(nurtured ? null : table.owner(lead), each.owner());
    }
  }

  @Test
  void leavesOutWhatWasSubmittedBefore() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    table.route(lead("claire@lyon.com"));
    String start = TestClock.START.toString();
    assertEquals(1, export(table, Map.of("since", start)).size());
    // It came into its state later than it was submitted.
    String after = TestClock.START.plusMillis(1).toString();
    assertEquals(0, export(table, Map.of("since", after)).size());
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    for (Map<String, Object> request :
        List.<Map<String, Object>>of(
            Map.of("since", "yesterday"), Map.of("limit", 101), Map.of("cursor", "%%"))) {
      assertEquals("invalid", operate(table, "exportLeads", request).get("code"));
    }
  }
}
