package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.events.LeadAssigned;
import salesops.events.LeadScored;
import salesops.model.Lead;
import salesops.runtime.Json;
import salesops.testkit.QueueMessages;

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

  @Test
  void routesTheGoldenSample() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    LeadScored golden =
        Json.readEnvelope(QueueMessages.goldenDetail("LeadScored"), LeadScored.class).data();
    assertEquals(List.of(), table.route(golden.score(), golden.lead()).getBatchItemFailures());
    assertEquals(golden.lead(), table.assigned(golden.lead()).lead());
  }

  @Test
  void aMessageThatCannotBeReadOrStoredStopsNobodyElse() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    SQSEvent batch =
        RoutingTable.batch(
            List.of(
                RoutingTable.scored(Sample.lead("a@mail.com"), Sample.A2),
                // A key of DynamoDB holds 2 KB: reading for it fails the whole request.
                RoutingTable.scored(Sample.lead("b@" + "x".repeat(3000) + ".com"), Sample.A2),
                RoutingTable.scored(Sample.lead("c@mail.com"), Sample.A2)));
    SQSEvent.SQSMessage unreadable = QueueMessages.ofBody("{");
    batch.getRecords().add(unreadable);
    var failures = new RoutingHandler(table.platform()).handleRequest(batch, null);
    assertEquals(
        Set.of(unreadable.getMessageId(), batch.getRecords().get(1).getMessageId()),
        failures.getBatchItemFailures().stream()
            .map(f -> f.getItemIdentifier())
            .collect(Collectors.toSet()));
    assertEquals(2, table.told(LeadAssigned.class).size());
  }

  @Test
  void aKeepWarmCallWithoutRecordsIsNothing() {
    RoutingTable table = new RoutingTable(Sample.onePool());
    assertEquals(
        List.of(),
        new RoutingHandler(table.platform())
            .handleRequest(new SQSEvent(), null)
            .getBatchItemFailures());
  }
}
