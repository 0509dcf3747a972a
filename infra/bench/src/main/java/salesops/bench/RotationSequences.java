package salesops.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.routing.Rotation;
import salesops.routing.Rotation.Candidate;
import salesops.routing.RotationState;

/**
 * One seeded pool and its leads: who joins, goes and comes back, whose weight changes, which leads
 * only some may have, which are returned. Keeps its own books in whole numbers and never looks into
 * the rotation's.
 */
final class RotationSequences {
  /** Reps of a pool, leads of a sequence. */
  static final int REPS_MAX = 12;

  static final int LEADS_MAX = 80;

  /** What a sequence showed. */
  static final class Worst {
    /** Furthest from the share of the stretch: numerator and denominator, exact. */
    long stretchOver = 0;

    long stretchTotal = 1;

    /** Furthest from all shares since the start, in sequences that changed, and in the others. */
    double overall = 0;

    double overallConstant = 0;
    double overallReturned = 0;
    long turns = 0;
    long changes = 0;
    long returns = 0;
    int stateChars = 0;

    double stretch() {
      return (double) stretchOver / stretchTotal;
    }

    void merge(Worst other) {
      if (other.stretchOver * stretchTotal > stretchOver * other.stretchTotal) {
        stretchOver = other.stretchOver;
        stretchTotal = other.stretchTotal;
      }
      overall = Math.max(overall, other.overall);
      overallConstant = Math.max(overallConstant, other.overallConstant);
      overallReturned = Math.max(overallReturned, other.overallReturned);
      turns += other.turns;
      changes += other.changes;
      returns += other.returns;
      stateChars = Math.max(stateChars, other.stateChars);
    }
  }

  private static final RepId[] REPS = new RepId[REPS_MAX];

  static {
    for (int i = 0; i < REPS_MAX; i++) {
      REPS[i] = new RepId("rep" + i + "@sales.example");
    }
  }

  private final SplittableRandom random;
  private final int[] weights;
  private final boolean[] present;
  private final boolean[] skilled;
  private final double changeRate;
  private final double skillRate;
  private final double returnRate;
  private final Worst worst = new Worst();

  private RotationState state = RotationState.EMPTY;
  private List<Candidate> stretch = List.of();
  private final long[] turns = new long[REPS_MAX];
  private long n;
  private final double[] due = new double[REPS_MAX];
  private final int[] owed = new int[REPS_MAX];
  private final Deque<Turn> given = new ArrayDeque<>();
  private final Map<Turn, Integer> owners = new HashMap<>();

  RotationSequences(long seed) {
    random = new SplittableRandom(seed);
    int reps = 1 + random.nextInt(REPS_MAX);
    weights = new int[reps];
    present = new boolean[reps];
    skilled = new boolean[reps];
    int kind = random.nextInt(5);
    for (int i = 0; i < reps; i++) {
      weights[i] =
          switch (kind) {
            case 0 -> 1_000;
            case 1 -> i < 3 ? 10_000 : 1_000;
            case 2 -> 500 * (1 + random.nextInt(4));
            case 3 -> 1 + random.nextInt(10_000);
            default -> 1_000 * (1 << random.nextInt(5));
          };
      present[i] = random.nextInt(4) > 0;
      skilled[i] = random.nextInt(3) == 0;
    }
    present[random.nextInt(reps)] = true;
    int mood = random.nextInt(4);
    changeRate = mood == 0 ? 0 : mood == 1 ? 0.02 : 0.15;
    skillRate = random.nextInt(4) == 0 ? 0.3 : 0;
    returnRate = random.nextInt(3) == 0 ? 0.1 : 0;
  }

  static Worst run(long seed) {
    return new RotationSequences(seed).run();
  }

  private Worst run() {
    int leads = 1 + random.nextInt(LEADS_MAX);
    for (int k = 0; k < leads; k++) {
      if (random.nextDouble() < changeRate) {
        change();
      }
      give(eligible(random.nextDouble() < skillRate));
      if (random.nextDouble() < returnRate && !given.isEmpty()) {
        giveBack();
      }
    }
    worst.stateChars = state.encode().length();
    return worst;
  }

  private void change() {
    int rep = random.nextInt(weights.length);
    if (random.nextInt(5) == 0) {
      weights[rep] = 1 + random.nextInt(10_000);
    } else {
      present[rep] = !present[rep];
    }
  }

  private List<Candidate> eligible(boolean needsSkill) {
    List<Candidate> eligible = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (present[i] && (skilled[i] || !needsSkill)) {
        eligible.add(new Candidate(REPS[i], weights[i]));
      }
    }
    return eligible.isEmpty() ? List.of(new Candidate(REPS[0], weights[0])) : eligible;
  }

  private void give(List<Candidate> eligible) {
    if (!eligible.equals(stretch)) {
      java.util.Arrays.fill(turns, 0);
      n = 0;
      stretch = eligible;
      worst.changes++;
    }
    Rotation.Choice choice = Rotation.next(state, "pool", "all", eligible);
    state = choice.after();
    int chosen = index(choice.rep());
    long total = eligible.stream().mapToLong(Candidate::weightThousandths).sum();
    if (owed[chosen] > 0) {
      owed[chosen]--;
    } else {
      n++;
      turns[chosen]++;
    }
    for (Candidate candidate : eligible) {
      int i = index(candidate.rep());
      long weight = candidate.weightThousandths();
      long off = Math.abs(n * weight - turns[i] * total);
      if (off * worst.stretchTotal > worst.stretchOver * total) {
        worst.stretchOver = off;
        worst.stretchTotal = total;
      }
      due[i] += (double) weight / total;
    }
    due[chosen]--;
    given.addLast(choice.turn());
    owners.put(choice.turn(), chosen);
    observe();
    worst.turns++;
  }

  private void giveBack() {
    Turn turn = random.nextBoolean() ? given.removeLast() : given.removeFirst();
    int owner = owners.getOrDefault(turn, 0);
    state = Rotation.giveBack(state, turn, REPS[owner]);
    long total = turn.eligible().stream().mapToLong(Turn.Share::weight).sum();
    for (Turn.Share share : turn.eligible()) {
      due[index(share.rep())] -= (double) share.weight() / total;
    }
    due[owner]++;
    owed[owner]++;
    worst.returns++;
  }

  private void observe() {
    double furthest = 0;
    for (double each : due) {
      furthest = Math.max(furthest, Math.abs(each));
    }
    if (worst.returns > 0) {
      worst.overallReturned = Math.max(worst.overallReturned, furthest);
    } else if (worst.changes > 1) {
      worst.overall = Math.max(worst.overall, furthest);
    } else {
      worst.overallConstant = Math.max(worst.overallConstant, furthest);
    }
  }

  private static int index(RepId rep) {
    String name = rep.shortName();
    return Integer.parseInt(name.substring(3));
  }
}
