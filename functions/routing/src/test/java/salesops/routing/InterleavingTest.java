package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import salesops.events.LeadReturned;
import salesops.model.Lead;
import salesops.runtime.lambda.Platform;

/** Something happens between what a batch reads and what it writes. */
class InterleavingTest {
  /** A platform on which {@code meanwhile} runs once, before the first transaction. */
  private static Platform with(RoutingTable table, Runnable meanwhile) {
    AtomicBoolean first = new AtomicBoolean(true);
    return table.platform(
        FaultyDynamo.of(
            table.dynamo(),
            call -> {
              if (call.equals("before transactWriteItems") && first.getAndSet(false)) {
                meanwhile.run();
              }
            }));
  }

  private static SQSEvent message(Lead lead) {
    return RoutingTable.batch(List.of(RoutingTable.scored(lead, Sample.A2)));
  }

  @Test
  void aPoolThatMovedAfterTheLeaseRanOutIsReadAgain() {
    RoutingTable table = new RoutingTable(onePool());
    Lead slow = lead("slow@mail.com");
    Lead quick = lead("quick@mail.com");
    Platform platform =
        with(
            table,
            () -> {
              table.clock.advance(Duration.ofMillis(DynamoTurns.LEASE_MILLIS + 1));
              table.route(quick);
            });
    new RoutingHandler(platform).handleRequest(message(slow), null);
    assertEquals(1, table.turn(quick).poolSeq());
    assertEquals(2, table.turn(slow).poolSeq());
    assertNotEquals(table.owner(quick), table.owner(slow));
  }

  private static RoutingTable twoPools() {
    return new RoutingTable(
        settings()
            .reps(member("ben"), member("chloe"))
            .territories(territory("FR", "FR", "fr", "ben"), territory("US", "US", "us", "chloe")));
  }

  @Test
  void whoeverComesSecondForAPersonFollows() {
    RoutingTable table = twoPools();
    Lead slow = lead("p@mail.com", "1", Map.of("country", "FR"));
    Lead quick = lead("p@mail.com", "2", Map.of("country", "US"));
    new RoutingHandler(with(table, () -> table.route(quick))).handleRequest(message(slow), null);
    assertEquals(Sample.rep("chloe"), table.owner(slow));
  }

  @Test
  void aHeldLeadFollowsANewOneThatSlipsIn() {
    RoutingTable table = new RoutingTable(settings());
    Lead held = lead("p@mail.com", "1", Map.of("country", "FR"));
    Lead quick = lead("p@mail.com", "2", Map.of("country", "US"));
    table.route(held);
    table.apply(
        settings()
            .version(2)
            .reps(member("ben"), member("chloe"))
            .territories(territory("FR", "FR", "fr", "ben"), territory("US", "US", "us", "chloe"))
            .build());
    new HeldLeadsHandler(with(table, () -> table.route(quick))).handleRequest(message(held), null);
    assertEquals(Sample.rep("chloe"), table.owner(held));
  }

  @Test
  void aLeadReturnedTwiceAtOnceIsReturnedOnce() {
    RoutingTable table = new RoutingTable(onePool());
    Lead lead = lead("p@mail.com");
    table.route(lead);
    Map<String, Object> request =
        Map.of(
            "operation",
            "return",
            "lead",
            lead.leadId().value(),
            "reason",
            "student",
            "by",
            "ops@northwind.example");
    Platform platform =
        with(table, () -> new OperationsHandler(table.platform()).handleRequest(request, null));
    assertEquals(true, new OperationsHandler(platform).handleRequest(request, null).get("ok"));
    assertEquals(1, table.record(lead).past().size());
    assertEquals(1, table.told(LeadReturned.class).getFirst().repReturns());
  }
}
