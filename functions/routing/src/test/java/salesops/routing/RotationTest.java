package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.routing.Rotation.Candidate;
import salesops.routing.Rotation.Choice;

class RotationTest {
  private static final RepId ANA = new RepId("ana@northwind.example");
  private static final RepId BEN = new RepId("ben@northwind.example");
  private static final RepId CHLOE = new RepId("chloe@northwind.example");

  private RotationState state = RotationState.EMPTY;
  private final List<LeadAssigned> assigned = new ArrayList<>();
  private final List<LeadReturned> returned = new ArrayList<>();

  @Test
  void goesByWeightAndThenByThePoolsOrder() {
    List<Candidate> pool = List.of(of(ANA, 2_000), of(BEN, 1_000), of(CHLOE, 1_000));

    assertEquals(List.of(ANA, BEN, ANA, CHLOE, ANA, BEN, ANA, CHLOE), give(8, pool));
  }

  @Test
  void recordsWhatItWentBy() {
    List<Candidate> pool = List.of(of(ANA, 2_000), of(BEN, 1_000), of(CHLOE, 500));
    give(17, pool);

    Turn turn = Rotation.next(state, "team emea", "all", pool).turn();

    assertEquals(18, turn.poolSeq());
    assertEquals(List.of("68/7", "34/7", "17/7"), entitlements(turn));
    assertEquals(17, turn.eligible().stream().mapToLong(Turn.Share::count).sum());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void staysWithinOneLeadOfTheShareWhileNothingChanges(int kind) {
    for (long seed = 0; seed < 40; seed++) {
      state = RotationState.EMPTY;
      assigned.clear();
      give(150, pool(new SplittableRandom(seed), kind));

      FairnessAudit.Report audit = FairnessAudit.of(assigned, List.of());

      assertTrue(audit.maxFairnessDeviation() < 1, "seed " + seed + " " + audit);
      assertEquals(audit.maxFairnessDeviation(), audit.poolDeviation(), 1e-9, "seed " + seed);
    }
  }

  @Test
  void keepsTheBoundThroughJoinersLeaveReturnsAndNewWeights() {
    double worstOverall = 0;
    for (long seed = 0; seed < 150; seed++) {
      FairnessAudit.Report audit = restless(new SplittableRandom(seed));

      assertTrue(audit.maxFairnessDeviation() < 1, "seed " + seed + " " + audit);
      worstOverall = Math.max(worstOverall, audit.poolDeviation());
    }
    // Not promised, but what makes carrying debts worth it: starting afresh reaches 20.
    assertTrue(worstOverall < 4, "overall " + worstOverall);
  }

  /** A pool in which everything happens; every choice is also made anew from its record. */
  private FairnessAudit.Report restless(SplittableRandom random) {
    state = RotationState.EMPTY;
    assigned.clear();
    returned.clear();
    List<Candidate> pool = new ArrayList<>(pool(random, random.nextInt(4)));
    Set<RepId> absent = new HashSet<>();
    for (int lead = 0; lead < 60; lead++) {
      int i = random.nextInt(pool.size());
      switch (random.nextInt(12)) {
        case 0 -> absent.add(pool.get(i).rep());
        case 1 -> absent.clear();
        case 2 -> pool.set(i, of(pool.get(i).rep(), 1 + random.nextInt(9_999)));
        case 3 -> pool.add(of(new RepId("joiner" + lead + "@northwind.example"), 1_000));
        case 4 -> giveBack(random);
        default -> {}
      }
      List<Candidate> eligible = pool.stream().filter(c -> !absent.contains(c.rep())).toList();
      List<Candidate> candidates = eligible.isEmpty() ? List.of(pool.getFirst()) : eligible;
      state = RotationState.decode(state.encode());
      give(1, candidates);
      LeadAssigned last = assigned.getLast();
      Turn turn = last.turn() == null ? new Turn("", "", 1, List.of()) : last.turn();
      assertEquals(
          last.rep(),
          Rotation.next(RotationState.before(turn), "team", "all", candidates).rep(),
          "decided anew");
    }
    return FairnessAudit.of(assigned, returned);
  }

  private void giveBack(SplittableRandom random) {
    if (!assigned.isEmpty()) {
      LeadAssigned lead = assigned.get(random.nextInt(assigned.size()));
      Turn turn = lead.turn();
      boolean again = returned.stream().anyMatch(r -> r.leadId().equals(lead.lead().leadId()));
      if (turn != null && !again) {
        state = Rotation.giveBack(state, turn, lead.rep());
        returned.add(Leads.returned(lead));
      }
    }
  }

  @Test
  void sharesAlternatingKindsOfLeadsOverall() {
    List<Candidate> all = List.of(of(ANA, 1_000), of(BEN, 1_000), of(CHLOE, 1_000));
    List<Candidate> german = all.subList(0, 2);
    for (int i = 0; i < 300; i++) {
      give(1, i % 2 == 0 ? all : german);
    }

    assertTrue(FairnessAudit.of(assigned, List.of()).poolDeviation() < 2);
  }

  @Test
  void startsAJoinerLevel() {
    List<Candidate> two = List.of(of(ANA, 1_000), of(BEN, 1_000));
    give(101, two);

    List<RepId> next = give(9, List.of(of(ANA, 1_000), of(BEN, 1_000), of(CHLOE, 1_000)));

    assertEquals(3, next.stream().filter(CHLOE::equals).count());
  }

  @Test
  void grantsNothingToTheAbsent() {
    List<Candidate> all = List.of(of(ANA, 1_000), of(BEN, 1_000), of(CHLOE, 1_000));
    give(3, all);
    give(100, all.subList(0, 2));

    assertEquals("1", state.entitlement(CHLOE));
    assertEquals(1, give(3, all).stream().filter(CHLOE::equals).count());
  }

  @Test
  void makesReturnedLeadsGoodWithTheNextOnes() {
    List<Candidate> pool = List.of(of(ANA, 1_000), of(BEN, 1_000), of(CHLOE, 1_000));
    give(9, pool);
    List<LeadAssigned> bens = assigned.stream().filter(a -> a.rep().equals(BEN)).toList();
    for (LeadAssigned lead : bens) {
      Turn turn = lead.turn();
      if (turn != null) {
        state = Rotation.giveBack(state, turn, BEN);
        returned.add(Leads.returned(lead));
      }
    }
    assertEquals("2", state.entitlement(BEN), "6 leads are left, a third of each is Ben's");
    assertEquals(0, state.standing(BEN).count());

    assertEquals(List.of(BEN, BEN, BEN), give(3, pool));
    assertEquals("3", state.entitlement(ANA));
    assertEquals(3, state.standing(BEN).count());
    assertTrue(FairnessAudit.of(assigned, returned).maxFairnessDeviation() < 1);
  }

  @Test
  void keepsTheSumOfWhatIsCarriedWhateverTheWeights() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      List<Candidate> pool =
          IntStream.range(0, 1 + random.nextInt(9))
              .mapToObj(k -> of(new RepId(k + "@x.example"), 1 + random.nextInt(99_999)))
              .toList();
      state = Rotation.next(state, "team", "all", pool).after();
      assertEquals(0, state.standings().values().stream().mapToLong(s -> s.carry()).sum());
    }
  }

  @Test
  void forgetsWhoLeftThePool() {
    give(5, List.of(of(ANA, 1_000), of(BEN, 1_000)));

    assertEquals(Set.of(BEN), state.retain(List.of(BEN, CHLOE)).standings().keySet());
    assertEquals(state.entitlement(BEN), state.retain(List.of(BEN)).entitlement(BEN));
  }

  @Test
  void refusesWhatIsNoPool() {
    assertThrows(IllegalArgumentException.class, () -> give(1, List.of()));
    assertThrows(IllegalArgumentException.class, () -> give(1, List.of(of(ANA, 1), of(ANA, 2))));
    assertThrows(IllegalArgumentException.class, () -> of(ANA, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> give(1, List.of(of(ANA, Rotation.WEIGHTS_MAX), of(BEN, 1))));
    assertThrows(IllegalArgumentException.class, () -> RotationState.decode("1;nobody,x"));
  }

  private List<RepId> give(int leads, List<Candidate> eligible) {
    List<RepId> reps = new ArrayList<>();
    for (int i = 0; i < leads; i++) {
      Choice choice = Rotation.next(state, "team", "all", eligible);
      state = choice.after();
      assigned.add(Leads.assigned(choice.turn(), choice.rep()));
      reps.add(choice.rep());
    }
    return reps;
  }

  private static List<Candidate> pool(SplittableRandom random, int kind) {
    int[] tenTenTen = {10_000, 10_000, 10_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000};
    int[] weights =
        switch (kind) {
          case 0 -> tenTenTen;
          case 1 -> random.ints(1 + random.nextInt(9), 1, 5).map(w -> 500 * w).toArray();
          case 2 -> random.ints(2 + random.nextInt(9), 1, 10_000).toArray();
          default -> IntStream.generate(() -> 1_000).limit(1 + random.nextInt(12)).toArray();
        };
    List<Candidate> pool = new ArrayList<>();
    Arrays.stream(weights).forEach(w -> pool.add(of(new RepId(pool.size() + "@x.example"), w)));
    return pool;
  }

  private static List<String> entitlements(Turn turn) {
    return turn.eligible().stream().map(Turn.Share::entitlement).toList();
  }

  private static Candidate of(RepId rep, int weight) {
    return new Candidate(rep, weight);
  }
}
