package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.scoring.Examples.CLAIRE;
import static salesops.scoring.Examples.NOW;
import static salesops.scoring.Examples.lead;
import static salesops.scoring.Examples.submitted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.model.Identity;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.settings.Settings;
import salesops.scoring.ScoreLead.Outcome;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Scoring against DynamoDB Local: what is stored, what a second delivery and a race change. */
class ScoringStoreTest {
  private static final PersonKey CRM = PersonKey.ofExternalId("salt", "003-17");
  private static final PersonKey OTHER = PersonKey.ofEmail("salt", "c.martin@lyon.example");
  private static final Settings SETTINGS = Examples.settings(12, Examples.scoring(Origin.SERVER));

  private static LocalDynamo local;
  private static DynamoDbClient dynamo;

  private final CallCounter calls = new CallCounter();
  private String table;
  private DynamoScoringStore store;
  private ScoreLead scoreLead;

  @BeforeAll
  static void start() {
    local = LocalDynamo.start();
    dynamo = local.client();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
    local.close();
  }

  @BeforeEach
  void createTable(TestInfo test) {
    table = test.getTestMethod().orElseThrow().getName();
    TestPlatform.createTable(dynamo, table);
    store = new DynamoScoringStore(calls.counting(local), table);
    scoreLead = new ScoreLead(store, new TestClock());
  }

  private Outcome score(Lead lead) {
    return scoreLead.score(submitted(lead), SETTINGS);
  }

  private static Lead leadOf(String submission, PersonKey... persons) {
    return lead(List.of(persons), submission, NOW, Origin.SERVER, Map.of());
  }

  private LeadScored scored(Lead lead) {
    return store.find(lead.leadId()).orElseThrow().data();
  }

  private int engagement(Lead lead) {
    return scored(lead).score().engagementTenths();
  }

  private int items() {
    return dynamo.scan(r -> r.tableName(table)).count();
  }

  @Test
  void aPersonNeverHeardOfCostsOneCall() {
    assertEquals(Outcome.SCORED, score(leadOf("1", CLAIRE)));
    assertEquals(1, calls.count());
  }

  @Test
  void keepsLeadScorePartsSettingsVersionAndTime() {
    Lead claire = lead("1", NOW, Map.of("industry", "Insurance", "visits", "3"));
    score(claire);
    Envelope<LeadScored> kept = store.find(claire.leadId()).orElseThrow();
    assertEquals(claire, kept.data().lead());
    assertEquals(
        new ScoringModel(SETTINGS).score(claire, History.none(CLAIRE)), kept.data().score());
    assertEquals(12, kept.data().settingsVersion());
    assertEquals(1, kept.data().scoreVersion());
    assertEquals(TestClock.START, kept.meta().occurredAt());
  }

  @Test
  void aLaterScoreAppendsAndKnowsTheEarlierBehaviour() {
    Lead first = lead("1", NOW.minus(Duration.ofDays(14)), Map.of("landingPage", "/pricing"));
    Lead second = lead("2", NOW, Map.of());
    score(first);
    LeadScored before = scored(first);
    score(second);
    assertEquals(before, scored(first));
    assertEquals(2, items());
    assertEquals(
        List.of(
            "form submitted today",
            "form submitted 14 days ago",
            "pricing page 14 days ago",
            "visits: unknown (could add 20)"),
        scored(second).score().parts().stream().skip(1).map(p -> p.reason()).toList());
    assertEquals(350, engagement(second));
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
  void aPersonIsFoundUnderEitherKey() {
    Lead both = leadOf("1", CLAIRE, CRM);
    Lead byExternalId = leadOf("2", CRM);
    Lead byEmail = leadOf("3", CLAIRE);
    score(both);
    score(byExternalId);
    score(byEmail);
    assertEquals(400, engagement(byExternalId));
    assertEquals(600, engagement(byEmail));
    for (Lead lead : List.of(both, byExternalId, byEmail)) {
      assertEquals(Outcome.DUPLICATE, score(lead));
    }
  }

  @Test
  void anEmailJoinsTheRecordThatTheExternalIdHasAlready() {
    Lead byExternalId = leadOf("1", CRM);
    Lead both = leadOf("2", CLAIRE, CRM);
    Lead byEmail = leadOf("3", CLAIRE);
    Lead again = leadOf("4", CLAIRE, CRM);
    for (Lead lead : List.of(byExternalId, both, byEmail, again)) {
      assertEquals(Outcome.SCORED, score(lead));
    }
    assertEquals(800, engagement(again));
    for (Lead lead : List.of(byExternalId, both, byEmail, again)) {
      assertEquals(Outcome.DUPLICATE, score(lead));
    }
  }

  @Test
  void twoAddressesWithOneExternalIdAreOnePerson() {
    score(leadOf("1", CLAIRE, CRM));
    Lead other = leadOf("2", OTHER, CRM);
    score(other);
    Lead byOther = leadOf("3", OTHER);
    score(byOther);
    assertEquals(400, engagement(other));
    assertEquals(600, engagement(byOther));
    assertEquals(Outcome.DUPLICATE, score(other));
  }

  @Test
  void twoRecordsOfTheirOwnStayTwo() {
    score(leadOf("1", CRM));
    score(leadOf("2", CLAIRE));
    Lead both = leadOf("3", CLAIRE, CRM);
    assertEquals(Outcome.SCORED, score(both));
    assertEquals(400, engagement(both));
    assertEquals(Outcome.DUPLICATE, score(both));
  }

  @Test
  void joiningThatStoppedHalfwayIsTakenUpByTheNextDelivery() {
    Lead both = leadOf("1", CLAIRE, CRM);
    store.home(both.identity());
    Lead byExternalId = leadOf("2", CRM);
    score(byExternalId);
    score(both);
    assertEquals(200, engagement(byExternalId));
    assertEquals(400, engagement(both));
  }

  @Test
  void anotherAddressDoesNotJoinARecordThatWasNeverWritten() {
    store.home(leadOf("1", CLAIRE, CRM).identity());
    Lead other = leadOf("2", OTHER, CRM);
    assertEquals(Outcome.SCORED, score(other));
    assertEquals(OTHER, store.home(other.identity()));
    score(leadOf("1", CLAIRE, CRM));
    assertEquals(Outcome.DUPLICATE, score(other));
    assertTrue(store.find(other.leadId()).isPresent());
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
