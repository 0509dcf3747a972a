package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.member;
import static salesops.routing.Sample.rep;
import static salesops.routing.Sample.settings;
import static salesops.routing.Sample.territory;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.DealOpened;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadClosed;
import salesops.events.LeadDisqualified;
import salesops.events.LeadReturned;
import salesops.events.LeadUnassigned;
import salesops.events.NurtureDue;
import salesops.events.ResponseOverdue;
import salesops.events.ResponseOverdue.Measure;
import salesops.model.Grade;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.Worked;
import salesops.model.deal.Change;
import salesops.model.deal.Credit;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.model.deal.Way;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.RoutingRules.WhenFull;
import salesops.routing.LeadRecord.Past;
import salesops.routing.LeadRecord.State;
import salesops.runtime.lambda.Platform;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;
import salesops.testkit.TestSettings;
import software.amazon.awssdk.core.exception.SdkClientException;

class WorkHandlerTest {
  private static final Lead LEAD = lead("claire@lyon.com");
  private static final RepId ANA = rep("ana");
  private static final RepId BEN = rep("ben");

  /** Two reps of ten open leads each, in turns. */
  private static TestSettings anaAndBen() {
    return settings()
        .reps(member("ana").capacity(10), member("ben").capacity(10))
        .territories(territory("World", "", "all", "ana", "ben"))
        .whenFull(WhenFull.HOLD);
  }

  private static RoutingTable routed() {
    RoutingTable table = new RoutingTable(anaAndBen());
    table.route(LEAD);
    assertEquals(ANA, table.owner(LEAD));
    return table;
  }

  private static Worked worked(Lead lead, RepId rep, int assignmentSeq) {
    return new Worked(
        lead.leadId(), 1, rep, assignmentSeq, Grade.parse("A2"), "Claire Martin", "Lyon SA", null);
  }

  private static LeadDisqualified disqualified(RepId rep, int assignmentSeq) {
    return new LeadDisqualified(
        worked(LEAD, rep, assignmentSeq),
        "student",
        Way.SLACK,
        rep.email(),
        TestClock.START,
        LocalDate.parse("2027-02-01"));
  }

  private static ResponseOverdue overdue(Measure measure, RepId rep, int assignmentSeq) {
    return new ResponseOverdue(
        worked(LEAD, rep, assignmentSeq),
        measure,
        TestClock.START,
        TestClock.START.plusSeconds(3_600),
        60,
        60);
  }

  private static NurtureDue nurtureDue(Lead lead, RepId rep, int assignmentSeq) {
    return new NurtureDue(
        worked(lead, rep, assignmentSeq),
        LocalDate.parse("2027-02-01"),
        "no budget before February",
        Instant.parse("2027-02-01T09:00:00Z"));
  }

  private static DealOpened dealOpened(@Nullable LeadId lead, RepId owner, Instant at) {
    return new DealOpened(
        new Deal(
            new DealId("D-1"),
            1,
            "Lyon SA",
            "Lyon SA",
            lead,
            owner,
            "",
            "prospecting",
            Deal.State.OPEN,
            Money.parse("40000", "GBP"),
            0,
            List.of(),
            LocalDate.parse("2026-11-03"),
            null,
            null,
            "",
            Credit.whole(owner),
            "",
            "",
            "",
            null),
        new Change(at, at, Way.SLACK, owner.email(), List.of()));
  }

  private static DealOpened dealOpened(RoutingTable table) {
    return dealOpened(LEAD.leadId(), ANA, table.clock.instant());
  }

  private static void deliver(RoutingTable table, Event... events) {
    assertEquals(List.of(), deliver(table.platform(), messages(events)).getBatchItemFailures());
  }

  private static List<SQSMessage> messages(Event... events) {
    return Arrays.stream(events).map(e -> QueueMessages.of(e, TestClock.START)).toList();
  }

  private static SQSBatchResponse deliver(Platform platform, List<SQSMessage> messages) {
    return new WorkHandler(platform).handleRequest(QueueMessages.batch(messages), null);
  }

  private static int open(RoutingTable table, RepId rep) {
    return table.items().stream()
        .filter(item -> Items.string(item, Items.PK).equals("r#" + rep))
        .mapToInt(
            item -> Items.rep(rep, item).open().byDay().values().stream().mapToInt(n -> n).sum())
        .sum();
  }

  @Test
  void closesADisqualifiedLeadOnce() {
    RoutingTable table = routed();
    deliver(table, disqualified(ANA, 1), disqualified(ANA, 1));
    assertEquals(State.CLOSED, table.record(LEAD).state());
    assertEquals(0, open(table, ANA));
    LeadClosed closed = table.told(LeadClosed.class).getFirst();
    assertEquals("student by ana@northwind.example", closed.reason() + " by " + closed.by());
    var before = table.items();
    deliver(table, disqualified(ANA, 1));
    assertEquals(before, table.items());
  }

  @Test
  void leavesALeadAloneThatWasReassignedSinceItWasDisqualified() {
    RoutingTable table = routed();
    assign(table, "ben");
    assign(table, "ana");
    var before = table.items();
    deliver(table, disqualified(ANA, 1), disqualified(BEN, 2));
    assertEquals(before, table.items());
  }

  private static void assign(RoutingTable table, String rep) {
    OperationsTest.operate(
        table,
        "assign",
        Map.of("lead", LEAD.leadId().value(), "rep", rep(rep).email(), "reason", "knows them"));
  }

  @Test
  void freesTheCapacityOfADealsOwnerOnce() {
    RoutingTable table = new RoutingTable(anaAndBen());
    table.route(lead("x@mail.fr"), LEAD, lead("y@mail.fr"), lead("z@mail.fr"));
    RepId owner = table.owner(LEAD);
    assertEquals(2, open(table, owner));
    DealOpened opened = dealOpened(LEAD.leadId(), owner, table.clock.instant());
    deliver(table, opened, opened);
    assertEquals(1, open(table, owner));
    assertNull(table.record(LEAD).countedDay());
    deliver(table, opened);
    assertEquals(1, open(table, owner));
    deliver(table, disqualified(owner, 1));
    assertEquals(1, open(table, owner));
  }

  @Test
  void aLeadThatBecameADealKeepsItsOwnerAndSoDoTheCompanysNextLeads() {
    RoutingTable table = routed();
    deliver(table, dealOpened(table));
    assertEquals(State.ASSIGNED, table.record(LEAD).state());
    Lead colleague = lead("marc@lyon.com");
    table.route(lead("x@mail.fr"), lead("y@mail.fr"), lead("z@mail.fr"));
    table.route(colleague);
    assertEquals(ANA, table.owner(colleague));
    assertEquals(Path.EXISTING_OWNER, table.assigned(colleague).path());
    assertEquals(
        1, table.told(LeadAssigned.class).stream().filter(a -> a.lead().equals(LEAD)).count());
  }

  @Test
  void aDealOpenedBeforeTheAssignmentFreesNobody() {
    RoutingTable table = routed();
    DealOpened opened = dealOpened(table);
    table.clock.advance(Duration.ofSeconds(2));
    assign(table, "ben");
    deliver(table, opened);
    assertEquals(0, open(table, ANA));
    assertEquals(1, open(table, BEN));
  }

  @Test
  void aDealWithoutAKnownLeadChangesNothing() {
    RoutingTable table = routed();
    var before = table.items();
    deliver(
        table,
        dealOpened(null, ANA, table.clock.instant()),
        dealOpened(lead("who@else.com").leadId(), ANA, table.clock.instant()));
    assertEquals(before, table.items());
  }

  @Test
  void aLeadNobodyContactedGoesToAnotherRep() {
    RoutingTable table = routed();
    deliver(table, overdue(Measure.REASSIGN, ANA, 1), overdue(Measure.REASSIGN, ANA, 1));
    LeadReturned returned = table.told(LeadReturned.class).getFirst();
    assertEquals("not contacted within 60 working minutes", returned.reason());
    assertEquals("response clock", returned.by());
    assertEquals(1, returned.repReturns());
    assertEquals(0, open(table, ANA));
    HeldLeadsTest.tick(table);
    assertEquals(BEN, table.owner(LEAD));
    var before = table.items();
    deliver(table, overdue(Measure.REASSIGN, ANA, 1));
    assertEquals(before, table.items());
  }

  @Test
  void aClockThatRanOutForAnEarlierAssignmentReturnsNothing() {
    RoutingTable table = routed();
    assign(table, "ben");
    assign(table, "ana");
    var before = table.items();
    deliver(
        table,
        overdue(Measure.REASSIGN, ANA, 1),
        overdue(Measure.REASSIGN, BEN, 2),
        overdue(Measure.REASSIGN, BEN, 3));
    assertEquals(before, table.items());
  }

  @ParameterizedTest
  @EnumSource(value = Measure.class, names = "REASSIGN", mode = EnumSource.Mode.EXCLUDE)
  void remindersReturnNothing(Measure measure) {
    RoutingTable table = routed();
    var before = table.items();
    deliver(table, overdue(measure, ANA, 1));
    assertEquals(before, table.items());
  }

  @Test
  void aNurtureDateBringsTheLeadBackToItsOwner() {
    RoutingTable table = routed();
    deliver(table, disqualified(ANA, 1));
    table.clock.advance(Duration.ofDays(90));
    deliver(table, nurtureDue(LEAD, ANA, 1), nurtureDue(LEAD, ANA, 1));
    LeadAssigned again = table.assigned(LEAD);
    assertEquals(ANA, again.rep());
    assertEquals(2, again.assignmentSeq());
    assertEquals(ANA, again.previousRep());
    assertEquals(
        "nurture date: no budget before February", again.decision().steps().getFirst().detail());
    assertEquals(1, open(table, ANA));
    deliver(table, disqualified(ANA, 2));
    var before = table.items();
    deliver(table, nurtureDue(LEAD, ANA, 1));
    assertEquals(before, table.items());
  }

  /** A lost deal leaves its lead with the owner. */
  @Test
  void aNurtureDateOfALostDealStartsANewAssignment() {
    RoutingTable table = routed();
    deliver(table, dealOpened(table));
    deliver(table, nurtureDue(LEAD, ANA, 1));
    assertEquals(ANA, table.owner(LEAD));
    assertEquals(2, table.record(LEAD).assignmentSeq());
    assertEquals(1, open(table, ANA));
  }

  @Test
  void newsOfTheDisqualificationMayComeAfterTheNurtureDate() {
    RoutingTable table = routed();
    deliver(table, nurtureDue(LEAD, ANA, 1), disqualified(ANA, 1));
    assertEquals(State.ASSIGNED, table.record(LEAD).state());
    assertEquals(2, table.record(LEAD).assignmentSeq());
    assertEquals(1, open(table, ANA));
  }

  private static void leave(RoutingTable table) {
    table.apply(
        anaAndBen()
            .version(2)
            .reps(
                member("ana").capacity(10).until(LocalDate.parse("2026-12-31")),
                member("ben").capacity(10))
            .build());
    table.clock.set(Instant.parse("2027-02-01T09:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLeadOfARepWhoLeftFindsAnotherOwner(boolean lostDeal) {
    RoutingTable table = routed();
    deliver(table, lostDeal ? dealOpened(table) : disqualified(ANA, 1));
    leave(table);
    deliver(table, nurtureDue(LEAD, ANA, 1), nurtureDue(LEAD, ANA, 1));
    LeadRecord waiting = table.record(LEAD);
    assertEquals(State.HELD, waiting.state());
    assertEquals("no budget before February", waiting.past().getLast().reason());
    assertEquals(
        lostDeal ? Past.Ended.HANDED_OVER : Past.Ended.CLOSED, waiting.past().getLast().how());
    HeldLeadsTest.tick(table);
    assertEquals(BEN, table.owner(LEAD));
    assertEquals(2, table.record(LEAD).assignmentSeq());
    assertEquals(ANA, table.assigned(LEAD).previousRep());
    assertEquals(0, open(table, ANA));
    var before = table.items();
    deliver(table, nurtureDue(LEAD, ANA, 1));
    assertEquals(before, table.items());
  }

  @Test
  void aRepWhoIsInTheSettingsNoMoreHasLeft() {
    RoutingTable table = routed();
    deliver(table, disqualified(ANA, 1));
    table.apply(anaAndBen().version(2).reps(member("ben")).build());
    deliver(table, nurtureDue(LEAD, ANA, 1));
    HeldLeadsTest.tick(table);
    assertEquals(BEN, table.owner(LEAD));
  }

  @Test
  void tellsOnceThatNobodyCanTakeALeadWhoseRepLeft() {
    RoutingTable table = routed();
    deliver(table, disqualified(ANA, 1));
    table.apply(anaAndBen().version(2).reps().build());
    deliver(table, nurtureDue(LEAD, ANA, 1));
    HeldLeadsTest.tick(table);
    HeldLeadsTest.tick(table);
    assertEquals(1, table.told(LeadUnassigned.class).size());
  }

  @Test
  void aNurtureDateChangesNothingWhereSomebodyHasTheLeadOrItWaits() {
    RoutingTable table = routed();
    assign(table, "ben");
    var assigned = table.items();
    deliver(table, nurtureDue(LEAD, ANA, 1));
    assertEquals(assigned, table.items());
    deliver(table, overdue(Measure.REASSIGN, BEN, 2));
    var held = table.items();
    assertEquals(State.HELD, table.record(LEAD).state());
    deliver(table, nurtureDue(LEAD, BEN, 2));
    assertEquals(held, table.items());
  }

  @Test
  void leavesALeadAloneThatIsReassignedAtTheSameTime() {
    RoutingTable table = routed();
    AtomicBoolean first = new AtomicBoolean(true);
    Platform platform =
        table.platform(
            FaultyDynamo.of(
                table.dynamo(),
                call -> {
                  if (call.equals("before transactWriteItems") && first.getAndSet(false)) {
                    assign(table, "ben");
                  }
                }));
    deliver(platform, messages(overdue(Measure.REASSIGN, ANA, 1)));
    assertEquals(BEN, table.owner(LEAD));
    assertEquals(State.ASSIGNED, table.record(LEAD).state());
  }

  @Test
  void aMessageThatCannotBeHandledComesAgainAlone() {
    RoutingTable table = routed();
    AtomicBoolean down = new AtomicBoolean(true);
    Platform platform =
        table.platform(
            FaultyDynamo.of(
                table.dynamo(),
                call -> {
                  if (call.equals("before transactWriteItems") && down.get()) {
                    throw SdkClientException.create("down");
                  }
                }));
    List<SQSMessage> messages =
        messages(disqualified(ANA, 1), dealOpened(null, ANA, TestClock.START));
    SQSBatchResponse response = deliver(platform, messages);
    assertEquals(
        List.of(messages.getFirst().getMessageId()),
        response.getBatchItemFailures().stream().map(f -> f.getItemIdentifier()).toList());
    down.set(false);
    assertEquals(List.of(), deliver(platform, messages).getBatchItemFailures());
    assertEquals(State.CLOSED, table.record(LEAD).state());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LeadDisqualified", "DealOpened", "ResponseOverdue", "NurtureDue", "DealWon"})
  void readsTheGoldenSamples(String event) {
    RoutingTable table = routed();
    var before = table.items();
    assertEquals(
        List.of(),
        deliver(table.platform(), List.of(QueueMessages.golden(event))).getBatchItemFailures());
    assertEquals(before, table.items());
  }

  /** The process ends here. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  private static final int LEADS = 12;

  /** What becomes of leads, one kind after the other; each list in the order of things. */
  private static List<Event> story(RoutingTable table, Lead lead, int kind) {
    RepId owner = table.owner(lead);
    Worked worked = worked(lead, owner, 1);
    Instant now = table.clock.instant();
    LeadDisqualified disqualified =
        new LeadDisqualified(worked, "student", Way.SLACK, owner.email(), now, null);
    DealOpened opened = dealOpened(lead.leadId(), owner, now);
    return switch (kind) {
      case 0 -> List.of(disqualified);
      case 1 -> List.of(opened);
      case 2 -> List.of(disqualified, nurtureDue(lead, owner, 1));
      case 3 -> List.of(opened, nurtureDue(lead, owner, 1));
      case 4 -> List.of(new ResponseOverdue(worked, Measure.REASSIGN, now, now, 60, 60));
      default -> List.of();
    };
  }

  private static Map<LeadId, String> outcomes(RoutingTable table) {
    return table.records().stream()
        .collect(
            Collectors.toMap(
                LeadRecord::leadId,
                r ->
                    r.state()
                        + " "
                        + r.ownerName()
                        + " "
                        + r.assignmentSeq()
                        + " "
                        + r.countedDay()));
  }

  private record End(Map<LeadId, String> outcomes, int openOfAna, int openOfBen) {}

  private static End run(@Nullable Random chaos) {
    RoutingTable table = new RoutingTable(anaAndBen());
    Lead[] leads =
        IntStream.range(0, LEADS).mapToObj(i -> lead("p" + i + "@mail.fr")).toArray(Lead[]::new);
    for (Lead each : leads) {
      table.route(each);
    }
    List<SQSMessage> left = new ArrayList<>();
    for (int i = 0; i < LEADS; i++) {
      left.addAll(messages(story(table, leads[i], i % 6).toArray(Event[]::new)));
    }
    table.clock.advance(Duration.ofSeconds(1));
    if (chaos != null) {
      left.addAll(List.copyOf(left));
      Collections.shuffle(left, chaos);
    }
    while (!left.isEmpty()) {
      List<SQSMessage> batch = left.subList(0, Math.min(5, left.size()));
      List<SQSMessage> again = chaos == null ? clean(table, batch) : faulty(table, batch, chaos);
      batch.clear();
      left.addAll(again);
    }
    return new End(outcomes(table), open(table, ANA), open(table, BEN));
  }

  private static List<SQSMessage> clean(RoutingTable table, List<SQSMessage> batch) {
    assertEquals(List.of(), deliver(table.platform(), batch).getBatchItemFailures());
    return List.of();
  }

  private static List<SQSMessage> faulty(
      RoutingTable table, List<SQSMessage> batch, Random random) {
    List<SQSMessage> received = List.copyOf(batch);
    try {
      List<String> failed =
          deliver(table.platform(FaultyDynamo.of(table.dynamo(), call -> fail(random))), received)
              .getBatchItemFailures()
              .stream()
              .map(f -> f.getItemIdentifier())
              .toList();
      return received.stream().filter(m -> failed.contains(m.getMessageId())).toList();
    } catch (Crash e) {
      table.clock.advance(Duration.ofMillis(DynamoTurns.LEASE_MILLIS + 1));
      return received;
    }
  }

  private static void fail(Random random) {
    int dice = random.nextInt(60);
    if (dice == 0) {
      throw new Crash();
    }
    if (dice < 5) {
      throw SdkClientException.create("seeded fault");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void endsTheSameHoweverTheEventsArrive(long seed) {
    End clean = run(null);
    assertTrue(clean.outcomes().values().stream().anyMatch(o -> o.startsWith("HELD")));
    assertEquals(clean, run(new Random(seed)), "seed " + seed);
  }
}
