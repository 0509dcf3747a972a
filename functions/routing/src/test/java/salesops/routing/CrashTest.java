package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadAssigned;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.RepId;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Requests that fail, arrive unseen, or are the last thing a process does. */
class CrashTest {
  private static final int LEADS = 60;
  private static final int CAPACITY = 16;

  /** The process ends here. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void losesNothingAndGivesNothingTwice(long seed) {
    RoutingTable table =
        new RoutingTable(
            settings()
                .reps(member("ana").weight(2000), member("ben").capacity(CAPACITY), member("chloe"))
                .territories(
                    territory("FR", "FR", "emea", "ana", "ben"),
                    territory("World", "", "world", "ben", "chloe")));
    Random random = new Random(seed);
    List<Lead> leads = leads(random);
    Set<String> owners = new HashSet<>();
    Deque<SQSEvent.SQSMessage> queue =
        leads.stream()
            .map(lead -> RoutingTable.message(RoutingTable.scored(lead, Sample.A2)))
            .collect(Collectors.toCollection(ArrayDeque::new));
    while (!queue.isEmpty()) {
      List<SQSEvent.SQSMessage> received = new ArrayList<>();
      for (int i = 0; i < 10 && !queue.isEmpty(); i++) {
        received.add(queue.removeFirst());
      }
      queue.addAll(deliver(table, random, received));
      table.told(LeadAssigned.class).forEach(a -> owners.add(a.lead().leadId() + " " + a.rep()));
    }
    assertEquals(Set.copyOf(leads.stream().map(Lead::leadId).toList()), ids(table), "seed " + seed);
    assertEquals(LEADS, table.records().size(), "seed " + seed);
    assertEquals(LEADS, owners.size(), "owners that ever were, seed " + seed);
    List<LeadAssigned> assigned = table.told(LeadAssigned.class);
    assertTrue(FairnessAudit.of(assigned, List.of()).maxFairnessDeviation() < 1, "seed " + seed);
    assertEquals(counted(table), assigned.stream().filter(a -> a.rep().equals(BEN)).count());
    oneOwnerForEachCompany(assigned, seed);
  }

  private static final RepId BEN = Sample.rep("ben");

  private static List<Lead> leads(Random random) {
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < LEADS; i++) {
      String domain = random.nextInt(3) == 0 ? "c" + random.nextInt(8) + ".com" : "mail.com";
      String country = random.nextBoolean() ? "FR" : "US";
      leads.add(lead("p" + random.nextInt(50) + "@" + domain, "s" + i, Map.of("country", country)));
    }
    return leads;
  }

  /** Messages that come again: those reported, all after a crash, and now and then one more. */
  private static List<SQSEvent.SQSMessage> deliver(
      RoutingTable table, Random random, List<SQSEvent.SQSMessage> received) {
    SQSEvent event = new SQSEvent();
    event.setRecords(received);
    try {
      SQSBatchResponse response =
          new RoutingHandler(table.platform(FaultyDynamo.of(table.dynamo(), call -> fail(random))))
              .handleRequest(event, null);
      Set<String> failed =
          response.getBatchItemFailures().stream()
              .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
              .collect(Collectors.toSet());
      boolean duplicate = random.nextInt(4) == 0;
      String again = duplicate ? received.getFirst().getMessageId() : "";
      return received.stream()
          .filter(m -> failed.contains(m.getMessageId()) || m.getMessageId().equals(again))
          .toList();
    } catch (Crash e) {
      // Long enough for whatever the dead process had leased.
      table.clock.advance(Duration.ofMillis(DynamoTurns.LEASE_MILLIS + 1));
      return received;
    }
  }

  private static void fail(Random random) {
    int dice = random.nextInt(60);
    if (dice == 0) {
      throw new Crash();
    }
    if (dice < 3) {
      throw SdkClientException.create("seeded fault");
    }
  }

  private static Set<LeadId> ids(RoutingTable table) {
    return table.records().stream().map(LeadRecord::leadId).collect(Collectors.toSet());
  }

  private static long counted(RoutingTable table) {
    return table.items().stream()
        .filter(i -> Items.string(i, "pk").equals("r#" + BEN))
        .mapToLong(i -> Items.rep(BEN, i).open().byDay().values().stream().mapToInt(n -> n).sum())
        .sum();
  }

  private static void oneOwnerForEachCompany(List<LeadAssigned> assigned, long seed) {
    Map<String, Set<RepId>> owners =
        assigned.stream()
            .filter(a -> a.lead().identity().company() != null)
            .collect(
                Collectors.groupingBy(
                    a -> String.valueOf(a.lead().identity().company()),
                    Collectors.mapping(LeadAssigned::rep, Collectors.toSet())));
    owners.forEach((company, reps) -> assertEquals(1, reps.size(), company + ", seed " + seed));
  }
}
