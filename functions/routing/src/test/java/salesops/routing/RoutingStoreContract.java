package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.lead;
import static salesops.routing.Sample.rep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesops.events.Decision;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.routing.LeadRecord.Place;
import salesops.routing.LeadRecord.State;
import salesops.testkit.TestClock;

/** What routing relies on, whichever store stands behind it. */
abstract class RoutingStoreContract {
  private static final Instant NOW = TestClock.START;
  private static final Lead CLAIRE = lead("claire@lyon.com");
  private static final PersonKey PERSON = CLAIRE.identity().primary();
  private static final PersonKey OTHER = PersonKey.ofExternalId(Sample.SALT, "003-17");
  private static final PoolState.Key POOL = new PoolState.Key("team emea", "all");

  abstract RoutingStore store();

  private static LeadRecord record(Lead lead, long number, long version, @Nullable Instant dueAt) {
    Instant since = dueAt == null ? NOW : dueAt;
    return new LeadRecord(
        new Place(lead.identity().primary(), number),
        version,
        lead.leadId(),
        dueAt == null ? State.NURTURE : State.HELD,
        null,
        since,
        0,
        0,
        1,
        null,
        dueAt,
        List.of(),
        List.of(),
        List.of(),
        new LeadRecord.Kept(
            lead, Sample.A2, 1, null, "OUTSIDE_HOURS", "all sleep", dueAt, since, Decision.NONE));
  }

  private static Change of(LeadRecord... records) {
    return new Change(List.of(records), List.of(), List.of(), List.of(), List.of(), null);
  }

  @Test
  void nothingIsKnownOfAnybodyAtFirst() {
    RoutingStore.Seen seen = store().look(Set.of(PERSON), Set.of("lyon.com"), Set.of(rep("ana")));
    assertEquals(Set.of(), seen.known());
    assertEquals(CompanyClaim.none("lyon.com"), seen.companies().get("lyon.com"));
    assertEquals(RepRow.none(rep("ana")), seen.reps().get(rep("ana")));
    assertEquals(Person.Partition.empty(PERSON), store().partition(PERSON));
    assertEquals(List.of(), store().records(List.of(new Place(PERSON, 1))));
    assertEquals(RotationState.EMPTY, store().takeTurn(POOL).state());
    assertEquals(List.of(), store().held(10, null).keys());
  }

  @Test
  void handsBackWhatWasWrittenWithTheNextVersion() {
    LeadRecord written = record(CLAIRE, 1, 0, null);
    assertTrue(store().write(of(written)));
    LeadRecord read = store().records(List.of(written.place())).getFirst();
    assertEquals(1, read.version());
    assertEquals(written.kept(), read.kept());
    assertEquals(Set.of(PERSON), store().look(Set.of(PERSON), Set.of(), Set.of()).known());
    assertEquals(1, store().partition(PERSON).last());
    assertEquals(CLAIRE.leadId(), store().partition(PERSON).records().getFirst().leadId());
  }

  @Test
  void aRecordMovesOnlyFromTheVersionThatWasRead() {
    assertTrue(store().write(of(record(CLAIRE, 1, 0, null))));
    assertFalse(store().write(of(record(CLAIRE, 1, 0, null))));
    assertTrue(store().write(of(record(CLAIRE, 1, 1, null))));
    assertFalse(store().write(of(record(CLAIRE, 1, 1, null))));
    assertTrue(store().write(of(record(CLAIRE, 1, 2, null))));
    assertEquals(3, store().records(List.of(new Place(PERSON, 1))).getFirst().version());
  }

  @Test
  void writesAllOrNothing() {
    CompanyClaim stale = new CompanyClaim("lyon.com", 4, rep("ana"), Map.of(), null);
    Change change =
        new Change(
            List.of(record(CLAIRE, 1, 0, null)),
            List.of(),
            List.of(),
            List.of(stale),
            List.of(),
            null);
    assertFalse(store().write(change));
    assertEquals(List.of(), store().records(List.of(new Place(PERSON, 1))));
  }

  @Test
  void aPointerLeadsOnAndAClaimTakesANumber() {
    Change change =
        new Change(
            List.of(record(CLAIRE, 1, 0, null)),
            List.of(new Person.Pointer(new Place(OTHER, 1), PERSON)),
            List.of(new Place(PERSON, 2)),
            List.of(),
            List.of(),
            null);
    assertTrue(store().write(change));
    assertEquals(PERSON, store().partition(OTHER).next());
    assertEquals(2, store().partition(PERSON).last());
    assertNull(store().partition(PERSON).next());
    assertFalse(store().write(of(record(CLAIRE, 2, 0, null))));
    assertTrue(store().write(of(record(CLAIRE, 3, 0, null))));
  }

  private Change withBooks(long version, long number, Instant at) {
    LeadId id = CLAIRE.leadId();
    return new Change(
        List.of(record(CLAIRE, number, 0, null)),
        List.of(),
        List.of(),
        List.of(new CompanyClaim("lyon.com", version, rep("ana"), Map.of(id, at), null)),
        List.of(
            new RepRow(
                rep("ana"), version, new OpenLeads(new TreeMap<>(Map.of(7L, 3))), null, 2, null)),
        new PoolState(POOL, version, new RotationState(version + 1, Map.of()), ""));
  }

  @Test
  void companiesRepsAndPoolsMoveVersionByVersion() {
    assertTrue(store().write(withBooks(0, 1, NOW)));
    assertFalse(store().write(withBooks(0, 2, NOW)));
    assertTrue(store().write(withBooks(1, 2, NOW.plusMillis(1_700))));
    RoutingStore.Seen seen = store().look(Set.of(), Set.of("lyon.com"), Set.of(rep("ana")));
    assertEquals(
        new CompanyClaim(
            "lyon.com", 2, rep("ana"), Map.of(CLAIRE.leadId(), NOW.plusSeconds(1)), null),
        seen.companies().get("lyon.com"));
    assertEquals(
        new RepRow(rep("ana"), 2, new OpenLeads(new TreeMap<>(Map.of(7L, 3))), null, 2, null),
        seen.reps().get(rep("ana")));
    PoolState pool = store().takeTurn(POOL);
    assertEquals(2, pool.version());
    assertEquals(2, pool.state().seq());
    store().letGo(pool);
  }

  @Test
  void markingAwayMovesTheRowAndCountsLeaveItAlone() {
    store().markAway(rep("ana"), NOW);
    assertFalse(store().write(rowOnly(0)));
    assertTrue(store().write(rowOnly(1)));
    assertEquals(NOW, ana().awayUntil());
    assertEquals(2, ana().version());
    store().markAway(rep("ana"), null);
    assertNull(ana().awayUntil());
    assertEquals(2, ana().returns());
  }

  @Test
  void aRaiseMovesTheRowAndCountsLeaveItAlone() {
    Raise raise = new Raise(70, NOW.plusSeconds(60), "boss@northwind.example");
    store().raise(rep("ana"), raise);
    store().raise(rep("ana"), raise);
    assertFalse(store().write(rowOnly(1)));
    assertTrue(store().write(of(record(CLAIRE, 1, 0, null), ana().returnedOne())));
    assertEquals(raise, ana().raise());
    assertEquals(3, ana().version());
  }

  private static Change of(LeadRecord record, RepRow row) {
    return new Change(List.of(record), List.of(), List.of(), List.of(), List.of(row), null);
  }

  @Test
  void anAccountIsNewsOnceAndMovesTheCompany() {
    Account account = new Account(rep("ana"), "group.com", null, NOW);
    assertTrue(store().importAccount("lyon.com", account));
    assertFalse(
        store()
            .importAccount(
                "lyon.com", new Account(rep("ana"), "group.com", null, NOW.plusSeconds(9))));
    assertEquals(new CompanyClaim("lyon.com", 1, null, Map.of(), account), lyon());
    Account other = new Account(rep("ben"), null, "Lyon SA", NOW.plusSeconds(9));
    assertTrue(store().importAccount("lyon.com", other));
    assertEquals(new CompanyClaim("lyon.com", 2, null, Map.of(), other), lyon());
  }

  private CompanyClaim lyon() {
    return store()
        .look(Set.of(), Set.of("lyon.com"), Set.of())
        .companies()
        .getOrDefault("lyon.com", CompanyClaim.none("nowhere.com"));
  }

  private RepRow ana() {
    var rows = store().look(Set.of(), Set.of(), Set.of(rep("ana"))).reps();
    return rows.getOrDefault(rep("ana"), RepRow.none(rep("nobody")));
  }

  private static Change rowOnly(long version) {
    return new Change(
        List.of(record(CLAIRE, 1, 0, null)),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new RepRow(
                rep("ana"), version, new OpenLeads(new TreeMap<>(Map.of(7L, 3))), null, 2, null)),
        null);
  }

  @Test
  void listsHeldLeadsInPagesTheEarliestDueFirst() {
    List<Place> byDue = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Lead lead = lead("p" + i + "@mail.fr");
      LeadRecord held = record(lead, 1, 0, NOW.plus(Duration.ofHours(5 - i)));
      assertTrue(store().write(of(held)));
      byDue.addFirst(held.place());
    }
    List<Place> found = new ArrayList<>();
    RoutingStore.HeldKey after = null;
    do {
      RoutingStore.HeldPage page = store().held(2, after);
      page.keys().forEach(key -> found.add(key.place()));
      after = page.next();
    } while (after != null);
    assertEquals(byDue, found);
    assertTrue(store().write(of(record(lead("p0@mail.fr"), 1, 1, null))));
    assertEquals(4, store().held(10, null).keys().size());
  }

  @Test
  void findsEveryRecordOncePageByPage() {
    Set<String> written = new TreeSet<>();
    for (int i = 0; i < 7; i++) {
      Lead lead = lead("p" + i + "@mail.fr");
      written.add(lead.leadId().value());
      assertTrue(store().write(of(record(lead, 1, 0, null))));
    }
    store().write(withBooks(0, 1, NOW));
    written.add(CLAIRE.leadId().value());
    List<String> found = new ArrayList<>();
    String after = null;
    do {
      RoutingStore.RecordPage page = store().records(NOW, 3, after);
      assertTrue(page.records().size() <= 3);
      page.records().forEach(record -> found.add(record.leadId().value()));
      after = page.next();
    } while (after != null);
    assertEquals(8, found.size());
    assertEquals(written, new TreeSet<>(found));
    assertEquals(List.of(), store().records(NOW.plusSeconds(1), 10, null).records());
  }

  @Test
  void refusesACursorThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> store().records(NOW, 3, "no cursor at all"));
  }
}
