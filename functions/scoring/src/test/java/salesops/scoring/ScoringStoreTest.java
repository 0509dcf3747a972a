package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static salesops.scoring.Examples.CLAIRE;
import static salesops.scoring.Examples.NOW;
import static salesops.scoring.Examples.lead;
import static salesops.scoring.Examples.submitted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.model.Identity;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.scoring.ScoreLead.Outcome;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Scoring against DynamoDB Local: what is stored, what a second delivery and a race change. */
class ScoringStoreTest extends ScoringStoreContract {
  private static final String TABLE = "scoring";

  private final CallCounter calls = new CallCounter();
  private final DynamoDbClient dynamo = LocalDynamo.database(calls);
  private final ScoringStore store = new DynamoScoringStore(dynamo, TABLE);

  @Override
  ScoringStore store() {
    return store;
  }

  @BeforeEach
  void createTable() {
    TestPlatform.createTable(dynamo, TABLE);
    calls.reset();
  }

  private int items() {
    return dynamo.scan(r -> r.tableName(TABLE)).count();
  }

  @Test
  void aPersonNeverHeardOfCostsOneCall() {
    assertEquals(Outcome.SCORED, score(leadOf("1", CLAIRE)));
    assertEquals(1, calls.count());
  }

  @Test
  void aDuplicateIsANoOpWhereverItsLeadLiesInTheChain() {
    for (int i = 1; i <= 3; i++) {
      score(leadOf("" + i, CLAIRE));
    }
    for (int i = 1; i <= 3; i++) {
      assertEquals(Outcome.DUPLICATE, score(leadOf("" + i, CLAIRE)));
    }
    assertEquals(3, items());
  }

  @Test
  void aDuplicateOfANewPersonsLeadCostsOneCall() {
    score(leadOf("1", CLAIRE));
    calls.reset();
    score(leadOf("1", CLAIRE));
    assertEquals(1, calls.count());
  }

  @Test
  void aDuplicateIsANoOpWhenTheRecordNoLongerListsIt() {
    int leads = History.ACTIVITIES_MAX + 3;
    for (int i = 0; i < leads; i++) {
      score(lead("" + i, NOW.plusSeconds(i), Map.of()));
    }
    assertEquals(Outcome.DUPLICATE, score(lead("1", NOW.plusSeconds(1), Map.of())));
    assertEquals(Outcome.SCORED, score(lead("new", NOW.plusSeconds(leads), Map.of())));
    // Older than all that is listed: it is scored once, and its duplicate is still known.
    assertEquals(Outcome.SCORED, score(lead("old", NOW.minusSeconds(1), Map.of())));
    assertEquals(Outcome.DUPLICATE, score(lead("old", NOW.minusSeconds(1), Map.of())));
    assertEquals(leads + 2, items());
  }

  @Test
  void ofManyLeadsOfOnePersonAtOnceEachIsScoredOnce() throws Exception {
    int threads = 8;
    List<Callable<Outcome>> deliveries = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Lead lead = leadOf("" + i % 6, CLAIRE);
      deliveries.add(() -> score(lead));
    }
    List<Outcome> outcomes = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (var future : pool.invokeAll(deliveries)) {
        outcomes.add(future.get());
      }
    }
    assertEquals(6, outcomes.stream().filter(o -> o == Outcome.SCORED).count());
    assertEquals(6, items());
    // Each counts the submissions scored before it: 20 for itself and 20 for each of those.
    List<Integer> engagement = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      engagement.add(engagement(leadOf("" + i, CLAIRE)));
    }
    assertEquals(List.of(200, 400, 600, 800, 1000, 1200), engagement.stream().sorted().toList());
  }

  @Test
  void givesUpWhenOtherLeadsOfThePersonKeepComingFirst() {
    ScoringStore busy =
        new ScoringStore() {
          @Override
          public PersonKey home(Identity identity) {
            return identity.primary();
          }

          @Override
          public Appended append(Envelope<LeadScored> scored, History after) {
            return new Appended.Behind(after);
          }

          @Override
          public Optional<Envelope<LeadScored>> find(LeadId lead) {
            return Optional.empty();
          }
        };
    ScoreLead hopeless = new ScoreLead(busy, new TestClock());
    assertThrows(
        IllegalStateException.class,
        () -> hopeless.score(submitted(leadOf("1", CLAIRE)), SETTINGS));
  }

  @Test
  void racingJoinsLeadSomewhere() throws Exception {
    List<Callable<Outcome>> deliveries = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Lead lead =
          switch (i % 4) {
            case 0 -> leadOf("" + i, CLAIRE, CRM);
            case 1 -> leadOf("" + i, CRM);
            case 2 -> leadOf("" + i, OTHER, CRM);
            default -> leadOf("" + i, CLAIRE);
          };
      deliveries.add(
          () -> {
            Outcome first = score(lead);
            assertEquals(Outcome.DUPLICATE, score(lead));
            assertEquals(lead, scored(lead).lead());
            return first;
          });
    }
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (var future : pool.invokeAll(deliveries)) {
        assertEquals(Outcome.SCORED, future.get());
      }
    }
  }
}
