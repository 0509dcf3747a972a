package salesops.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.routing.Rotation.Candidate;
import salesops.routing.RotationState.Standing;

/**
 * The turns given while one set of reps with the same weights was eligible, and the rule that picks
 * the next. Indexes are places in the pool's order.
 */
final class Stretch {
  /** Leads looked ahead at most to see whether the bound can be kept after a choice. */
  static final int LOOKAHEAD_MAX = 2_000;

  private final List<Candidate> eligible;
  private final Standing[] standings;
  private final long[] weights;
  private final long[] turns;

  /** Sum of the weights, sum of the turns. */
  private final long total;

  private final long n;

  private Stretch(List<Candidate> eligible, Standing[] standings) {
    this.eligible = eligible;
    this.standings = standings;
    weights = new long[standings.length];
    turns = new long[standings.length];
    long weightSum = 0;
    long turnSum = 0;
    for (int i = 0; i < standings.length; i++) {
      weights[i] = standings[i].weight();
      turns[i] = standings[i].turns();
      weightSum += weights[i];
      turnSum += turns[i];
    }
    total = weightSum;
    n = turnSum;
  }

  static Stretch of(RotationState state, List<Candidate> eligible) {
    Standing[] standings = new Standing[eligible.size()];
    for (int i = 0; i < standings.length; i++) {
      standings[i] = state.standing(eligible.get(i).rep());
    }
    return new Stretch(eligible, standings);
  }

  List<Turn.Share> shares() {
    List<Turn.Share> shares = new ArrayList<>(standings.length);
    for (int i = 0; i < standings.length; i++) {
      Standing s = standings[i];
      shares.add(
          new Turn.Share(
              eligible.get(i).rep(),
              s.weight(),
              s.count(),
              RotationState.entitlement(s, n, total),
              s.turns(),
              s.owed() == 0 ? null : s.owed()));
    }
    return shares;
  }

  /** The first rep with a returned lead to be made good; −1 when there is none. */
  int owed() {
    for (int i = 0; i < standings.length; i++) {
      if (standings[i].owed() > 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whose turn it is when nothing is to be made good. */
  int choose() {
    int first = -1;
    for (int i = 0; i < weights.length; i++) {
      if (isReleased(i)
          && (first < 0 || (turns[i] + 1) * weights[first] < (turns[first] + 1) * weights[i])) {
        first = i;
      }
    }
    return isLevel() ? first : preferOwed(first);
  }

  /**
   * Among all whom the bound allows now, first those not ahead of their share overall, then by the
   * time their next lead is due overall; the first one that leaves the bound within reach.
   *
   * @param fallback the choice of Tijdeman's rule within the stretch, which always does
   */
  private int preferOwed(int fallback) {
    long carried = 0;
    for (Standing s : standings) {
      carried += s.carry();
    }
    long level = Math.clamp(carried, -Rotation.CARRY_MAX, Rotation.CARRY_MAX);
    List<Integer> order =
        IntStream.range(0, weights.length)
            .filter(this::isReleased)
            .boxed()
            .sorted(
                Comparator.<Integer, Boolean>comparing(i -> isAhead(i, level))
                    .thenComparing(this::compareDue))
            .toList();
    for (int i : order) {
      if (i == fallback || keepsBound(i)) {
        return i;
      }
    }
    return fallback;
  }

  /** Whether one more lead leaves the rep's count below entitlement + 1 in this stretch. */
  private boolean isReleased(int i) {
    return (n + 1) * weights[i] > turns[i] * total;
  }

  private boolean isLevel() {
    for (Standing s : standings) {
      if (s.carry() != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same overall, with what is carried; the whole set's carry, which absent reps left behind,
   * is shared by weight.
   */
  private boolean isAhead(int i, long level) {
    long inStretch = (n + 1) * weights[i] - turns[i] * total;
    return inStretch * Rotation.UNITS + standings[i].carry() * total - weights[i] * level <= 0;
  }

  /** By the moment at which entitlement overall reaches count + 1. */
  private int compareDue(int a, int b) {
    long dueA = (turns[a] + 1) * Rotation.UNITS - standings[a].carry();
    long dueB = (turns[b] + 1) * Rotation.UNITS - standings[b].carry();
    int whole = Long.compare(Math.floorDiv(dueA, weights[a]), Math.floorDiv(dueB, weights[b]));
    return whole != 0
        ? whole
        : Long.compare(
            Math.floorMod(dueA, weights[a]) * weights[b],
            Math.floorMod(dueB, weights[b]) * weights[a]);
  }

  /**
   * Whether everybody can still stay within the bound if {@code i} gets this lead: for each later
   * lead b, those whose next leads fall due by b must fit between now and b. That is Hall's
   * condition for unit jobs with a release and a deadline, which is enough because the jobs that
   * are released later fit by themselves: their number is at most Σ λ·(b − a).
   */
  boolean keepsBound(int i) {
    long now = n + 1;
    long[] due = new long[weights.length];
    long[] taken = turns.clone();
    taken[i]++;
    long horizon = now;
    for (int k = 0; k < due.length; k++) {
      due[k] = ceilDiv((taken[k] + 1) * total, weights[k]);
      horizon = Math.max(horizon, ceilDiv(taken[k] * total, weights[k]));
    }
    if (horizon - now > LOOKAHEAD_MAX) {
      return false;
    }
    long jobs = 0;
    for (long b = now; b < horizon; b++) {
      for (int k = 0; k < due.length; k++) {
        if (due[k] <= b) {
          jobs++;
          taken[k]++;
          due[k] = ceilDiv((taken[k] + 1) * total, weights[k]);
        }
      }
      if (jobs > b - now) {
        return false;
      }
    }
    return true;
  }

  private static long ceilDiv(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }

  /** Counts the turn. Once everybody is exactly at the share, counting starts again at 0. */
  void take(int chosen, Map<RepId, Standing> after) {
    turns[chosen]++;
    boolean settled =
        IntStream.range(0, turns.length).allMatch(i -> (n + 1) * weights[i] == turns[i] * total);
    for (int i = 0; i < turns.length; i++) {
      Standing s = standings[i];
      if (i == chosen || settled) {
        after.put(
            eligible.get(i).rep(),
            new Standing(
                i == chosen ? s.count() + 1 : s.count(),
                s.carry(),
                s.weight(),
                settled ? 0 : Math.toIntExact(turns[i]),
                s.owed()));
      }
    }
  }

  /** Counts a lead that replaces a returned one: on everybody's account, but not in the stretch. */
  void makeGood(int chosen, Map<RepId, Standing> after) {
    long[] parts = Rotation.units(weights);
    for (int i = 0; i < parts.length; i++) {
      Standing s = standings[i].carrying(i == chosen ? parts[i] - Rotation.UNITS : parts[i]);
      after.put(
          eligible.get(i).rep(),
          i == chosen
              ? new Standing(s.count() + 1, s.carry(), s.weight(), s.turns(), s.owed() - 1)
              : s);
    }
  }
}
