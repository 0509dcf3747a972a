package salesops.routing;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.onePool;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesops.events.LeadAssigned;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.routing.LeadRecord.State;
import salesops.runtime.lambda.Pause;
import salesops.testkit.TestPlatform;

/** Several batches at a time on one table. */
class ConcurrencyTest {
  /** Takes batches of ten off a queue in several threads; failed messages go back. */
  private static void routeAll(
      RoutingTable table, List<Lead> leads, int threads, FaultyDynamo.Count count) {
    // Waits are real: a clock that they move would end leases under their holders.
    RoutingHandler handler =
        new RoutingHandler(
            TestPlatform.waitingBy(Pause.REAL, table.platform(count.on(table.dynamo()))));
    Queue<SQSEvent.SQSMessage> queue =
        leads.stream()
            .map(lead -> RoutingTable.message(RoutingTable.scored(lead, Sample.A2)))
            .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(() -> drain(handler, queue)));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void drain(RoutingHandler handler, Queue<SQSEvent.SQSMessage> queue) {
    while (true) {
      List<SQSEvent.SQSMessage> received = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        SQSEvent.SQSMessage message = queue.poll();
        if (message != null) {
          received.add(message);
        }
      }
      if (received.isEmpty()) {
        return;
      }
      SQSEvent event = new SQSEvent();
      event.setRecords(received);
      Set<String> failed =
          handler.handleRequest(event, null).getBatchItemFailures().stream()
              .map(f -> f.getItemIdentifier())
              .collect(Collectors.toSet());
      received.stream().filter(m -> failed.contains(m.getMessageId())).forEach(queue::add);
    }
  }

  @Test
  void eachLeadOfAFloodGetsOneOwnerFairly() {
    RoutingTable table = new RoutingTable(onePool());
    List<Lead> leads = new ArrayList<>();
    IntStream.range(0, 500).forEach(i -> leads.add(lead("p" + i + "@mail.com")));
    leads.addAll(leads.subList(0, 100));
    FaultyDynamo.Count count = new FaultyDynamo.Count();
    routeAll(table, leads, 8, count);
    List<LeadAssigned> assigned = table.told(LeadAssigned.class);
    assertEquals(500, assigned.size());
    assertEquals(500, new HashSet<>(assigned.stream().map(a -> a.lead().leadId()).toList()).size());
    FairnessAudit.Report audit = FairnessAudit.of(assigned, List.of());
    assertTrue(audit.maxFairnessDeviation() < 1, audit.toString());
    assertEquals(0, audit.rotations().getFirst().missing());
  }

  @Test
  void twoBatchesAtATimeRarelyCancelEachOther() {
    RoutingTable table = new RoutingTable(onePool());
    FaultyDynamo.Count count = new FaultyDynamo.Count();
    routeAll(
        table,
        IntStream.range(0, 400).mapToObj(i -> lead("p" + i + "@mail.com")).toList(),
        2,
        count);
    assertTrue(
        count.cancelled.get() * 20 <= count.transactions.get(),
        count.cancelled + " of " + count.transactions + " transactions were cancelled");
    double unitsPerLead = count.writeUnits.get() / 400.0;
    assertTrue(unitsPerLead <= 2.5, unitsPerLead + " write units a lead");
  }

  @Test
  void personsAndCompaniesThatMeetInTwoBatchesHaveOneOwner() {
    RoutingTable table = new RoutingTable(onePool());
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      leads.add(lead("p" + i % 24 + "@c" + i % 12 + ".com", "s" + i, Map.of()));
    }
    routeAll(table, leads, 4, new FaultyDynamo.Count());
    List<LeadAssigned> assigned = table.told(LeadAssigned.class);
    assertEquals(120, assigned.size());
    Map<String, Set<RepId>> owners =
        assigned.stream()
            .collect(
                Collectors.groupingBy(
                    a -> String.valueOf(a.lead().identity().company()),
                    Collectors.mapping(LeadAssigned::rep, Collectors.toSet())));
    assertEquals(12, owners.size());
    owners.forEach((company, reps) -> assertEquals(1, reps.size(), company));
  }

  @Test
  void twoPoolsThatShareARepNeverOverfillThisRep() {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(
                    member("ana").capacity(30),
                    member("ben").capacity(20),
                    member("chloe").capacity(10))
                .territories(
                    territory("FR", "FR", "fr", "ana", "ben"),
                    territory("US", "US", "us", "ana", "chloe"))
                .whenFull(WhenFull.HOLD));
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      leads.add(lead("p" + i + "@mail.com", "1", Map.of("country", i % 2 == 0 ? "FR" : "US")));
    }
    routeAll(table, leads, 4, new FaultyDynamo.Count());
    assertEquals(Map.of(rep("ana"), 30L, rep("ben"), 20L, rep("chloe"), 10L), table.owned());
    assertEquals(40, table.records().stream().filter(r -> r.state() == State.HELD).count());
    table
        .told(LeadAssigned.class)
        .forEach(
            a ->
                assertTrue(
                    requireNonNull(a.openLeads()) <= requireNonNull(a.capacity()),
                    a.lead().leadId().value()));
  }
}
