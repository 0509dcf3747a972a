package salesops.deals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.deals.World.ANA;
import static salesops.deals.World.BEN;
import static salesops.deals.World.lead;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.deals.deal.ChangeDeal.Terms;
import salesops.deals.deal.DealEdit;
import salesops.deals.deal.DealField;
import salesops.deals.deal.DealHistory;
import salesops.deals.deal.DealRecord;
import salesops.deals.lead.LeadWork;
import salesops.events.Event;
import salesops.events.LeadReturned;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.runtime.lambda.Platform;
import salesops.testkit.CrashingDynamo;
import salesops.testkit.QueueMessages;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Deliveries that come twice, in any order, fail and crash end as those that come once and in
 * order: the same deals, histories and clocks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedsTest {
  private static final int LEADS = 12;
  private static final int DEALS = 8;
  private static final List<String> STAGES = List.of("prospecting", "Proposal", "Won", "Lost");

  private Map<String, String> clean = Map.of();

  /** Something that is delivered, perhaps more than once. */
  private interface Delivery {
    void to(Platform platform);
  }

  @BeforeAll
  void cleanRun() {
    World world = new World();
    deliveries().forEach(delivery -> delivery.to(world.platform()));
    clean = summary(world);
    assertTrue(clean.size() == LEADS + DEALS, clean.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everySeedEndsAsTheCleanRun(int seed) {
    Random random = new Random(seed);
    World world = new World();
    List<Delivery> shuffled = new ArrayList<>(deliveries());
    shuffled.addAll(deliveries().stream().filter(d -> random.nextInt(3) == 0).toList());
    Collections.shuffle(shuffled, random);
    Deque<Delivery> queue = new ArrayDeque<>(shuffled);
    CrashingDynamo crashing = new CrashingDynamo(world.dynamo);
    int failures = 0;
    while (!queue.isEmpty()) {
      Delivery next = queue.removeFirst();
      crashing.revive();
      if (random.nextInt(4) == 0) {
        crashing.crashAt(1 + random.nextInt(6), random.nextBoolean());
      }
      try {
        next.to(world.platform(crashing.client()));
      } catch (SdkException | IllegalStateException e) {
        failures++;
        queue.addLast(next); // it comes again
      }
    }
    assertTrue(failures > 5, "the faults of seed " + seed + " hardly strike");
    assertEquals(clean, summary(world), "seed " + seed);
  }

  /** Leads that are assigned, some returned and reassigned; deals that a CRM reports on. */
  private static List<Delivery> deliveries() {
    Random script = new Random(42);
    Instant start = Instant.parse("2026-11-03T10:00:00Z");
    List<Delivery> all = new ArrayList<>();
    for (int i = 0; i < LEADS; i++) {
      String name = "claire" + i;
      Instant at = start.minusSeconds(60L * i);
      all.add(event(World.assigned(name, ANA, 1, "A2", at, at)));
      if (i % 3 == 0) {
        Instant later = at.plusSeconds(30);
        all.add(event(new LeadReturned(lead(name), ANA, 1, "student", "ana", 1, name, later)));
        all.add(event(World.assigned(name, BEN, 2, "A2", at, later)));
      }
    }
    IntStream.range(0, 60)
        .forEach(
            i ->
                all.add(
                    report(
                        "D-" + script.nextInt(DEALS),
                        start.minus(Duration.ofHours(script.nextInt(48))),
                        script)));
    // Each deal is known in the end.
    IntStream.range(0, DEALS)
        .forEach(i -> all.add(report("D-" + i, start.minus(Duration.ofDays(9)), script)));
    return all;
  }

  private static Delivery event(Event event) {
    return platform -> {
      var batch = QueueMessages.batch(QueueMessages.of(event, Instant.EPOCH));
      if (!new LeadsHandler(platform).handleRequest(batch, null).getBatchItemFailures().isEmpty()) {
        throw new IllegalStateException("to come again");
      }
    };
  }

  private static Delivery report(String deal, Instant at, Random script) {
    Map<DealField, String> fields = new EnumMap<>(DealField.class);
    switch (script.nextInt(3)) {
      case 0 -> fields.put(DealField.STAGE, STAGES.get(script.nextInt(STAGES.size())));
      case 1 -> fields.put(DealField.AMOUNT, Integer.toString(100 * (1 + script.nextInt(9))));
      default -> {
        fields.put(DealField.OWNER, (script.nextBoolean() ? ANA : BEN).email());
        fields.put(DealField.AMOUNT, Integer.toString(100 * (1 + script.nextInt(9))));
      }
    }
    DealEdit edit = new DealEdit(new DealId(deal), at, Way.CRM, "hubspot", fields);
    return platform -> {
      Parts parts = Parts.of(platform);
      parts.changeDeal().change(edit, Terms.REPORTED, parts.settings().current());
    };
  }

  /** Each lead and deal with its clock and history; neither revisions nor versions. */
  private static Map<String, String> summary(World world) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < LEADS; i++) {
      LeadWork work = world.work(lead("claire" + i));
      all.put(
          "claire" + i,
          List.of(
                  work.leadState(),
                  String.valueOf(work.owner()),
                  work.assignmentSeq(),
                  work.endedSeq(),
                  String.valueOf(work.clock()))
              .toString());
    }
    for (int i = 0; i < DEALS; i++) {
      String key = DealRecord.key(new DealId("D-" + i));
      DealRecord record = world.store().find(key, DealRecord.class).orElseThrow().state();
      all.put(
          "D-" + i,
          record.deal().toString().replaceFirst("version=\\d+", "")
              + record.fields()
              + record.stages()
              + DealHistory.of(world.store().steps(key)));
    }
    return all;
  }
}
