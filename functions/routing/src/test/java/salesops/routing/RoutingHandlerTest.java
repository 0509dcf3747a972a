package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.events.LeadAssigned;
import salesops.model.Lead;

class RoutingHandlerTest {
  @Test
  void sharesABatchOutByWeight() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    Lead[] leads =
        IntStream.range(0, 10)
            .mapToObj(i -> Sample.lead("p" + i + "@mail.example"))
            .toArray(Lead[]::new);
    assertEquals(List.of(), table.route(leads).getBatchItemFailures());
    assertEquals(
        Map.of(
            Sample.rep("ana"),
            4L,
            Sample.rep("ben"),
            2L,
            Sample.rep("chloe"),
            2L,
            Sample.rep("dev"),
            2L),
        table.owned());
    assertTrue(
        FairnessAudit.of(table.told(LeadAssigned.class), List.of()).maxFairnessDeviation() < 1);
  }

  @Test
  void aDuplicateChangesNothing() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    Lead lead = Sample.lead("claire@assurance-lyon.com");
    table.route(lead);
    var before = List.copyOf(table.items());
    assertEquals(List.of(), table.route(lead, lead).getBatchItemFailures());
    assertEquals(before, table.items());
  }
}
