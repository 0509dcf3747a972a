package salesops.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.routing.RotationState.Standing;

/**
 * Whose turn it is in a pool.
 *
 * <p>Each lead adds w/Σw to the entitlement of every rep eligible for it and 1 to the count of the
 * chosen. Among reps whose count stays below entitlement + 1, the one whose next lead is due
 * earliest is chosen (Tijdeman, <a href="https://doi.org/10.1016/0012-365X(80)90269-1">The chairman
 * assignment problem</a>); ties go by the pool's order.
 *
 * <p>What is promised: from the moment the eligible set or a weight changes until it changes again
 * (a <em>stretch</em>), every rep is less than 1 lead from the weighted share of the stretch, at
 * every lead. So entitlement and count are compared since the stretch began, in whole numbers. What
 * a rep was owed before is carried along and decides whom to prefer, but only among choices that
 * leave the promise within reach ({@link Stretch#keepsBound}). Both halves are needed, as {@code
 * infra/bench} shows: starting each stretch from scratch lets somebody drift 20 leads from the sum
 * of all shares where eligibility differs from lead to lead, against 2; letting debts decide freely
 * moves somebody 1.9 leads within a stretch.
 *
 * <p>A returned lead takes its recorded turn back and is made good by the next lead that its rep is
 * eligible for. That lead stands outside the stretch: it replaces one that was counted already.
 */
public final class Rotation {
  /**
   * Parts of a lead in which a standing is carried from stretch to stretch: a multiple of all
   * numbers up to 18, so that nothing is rounded for up to 18 equal reps. With other weights each
   * change rounds a standing by less than 1/{@value} of a lead; the sum over the reps stays exact.
   */
  public static final int UNITS = 735_134_400;

  /** Greatest sum of the weights of an eligible set, in thousandths; keeps products in a long. */
  public static final int WEIGHTS_MAX = 10_000_000;

  /** No rep carries more than 500 leads of debt or advance, in {@link #UNITS}. */
  static final long CARRY_MAX = 500L * UNITS;

  private Rotation() {}

  /**
   * @param weightThousandths share against the others, at least 1
   */
  public record Candidate(RepId rep, int weightThousandths) {
    public Candidate {
      if (weightThousandths < 1) {
        throw new IllegalArgumentException("a weight is at least a thousandth");
      }
    }
  }

  /**
   * @param after the state once the lead is given
   * @param turn what was known before it, for the record
   */
  public record Choice(RepId rep, RotationState after, Turn turn) {}

  /**
   * Gives one lead.
   *
   * @param eligible who may have it, in the pool's order, at least one, each once
   * @throws IllegalArgumentException when the candidates are none, repeated or weigh more than
   *     {@link #WEIGHTS_MAX}
   */
  public static Choice next(
      RotationState before, String pool, String band, List<Candidate> eligible) {
    RotationState ready = enter(before, eligible);
    Stretch stretch = Stretch.of(ready, eligible);
    Turn turn = new Turn(pool, band, before.seq() + 1, stretch.shares());
    int chosen = stretch.owed();
    Map<RepId, Standing> after = new HashMap<>(ready.standings());
    if (chosen >= 0) {
      stretch.makeGood(chosen, after);
    } else {
      chosen = stretch.choose();
      stretch.take(chosen, after);
    }
    return new Choice(eligible.get(chosen).rep(), new RotationState(before.seq() + 1, after), turn);
  }

  /**
   * Takes a returned lead's turn back: one from the count of the rep who had it, its recorded share
   * from everybody's entitlement. Reps whom the rotation no longer knows are left out.
   *
   * @param recorded the turn as {@link #next} recorded it
   * @param chosen who had the lead
   */
  public static RotationState giveBack(RotationState state, Turn recorded, RepId chosen) {
    Map<RepId, Standing> after = new HashMap<>(state.standings());
    List<Turn.Share> shares = recorded.eligible();
    long[] parts = units(shares.stream().mapToLong(Turn.Share::weight).toArray());
    for (int i = 0; i < parts.length; i++) {
      long part = parts[i];
      after.computeIfPresent(shares.get(i).rep(), (rep, standing) -> standing.carrying(-part));
    }
    after.computeIfPresent(
        chosen,
        (rep, s) ->
            new Standing(s.count() - 1, s.carry() + UNITS, s.weight(), s.turns(), s.owed() + 1));
    return new RotationState(state.seq(), after);
  }

  /** The state as it is when these reps are eligible: a new stretch unless they were before. */
  private static RotationState enter(RotationState state, List<Candidate> eligible) {
    check(eligible);
    long members = state.standings().values().stream().filter(s -> s.weight() > 0).count();
    boolean same =
        members == eligible.size()
            && eligible.stream()
                .allMatch(c -> state.standing(c.rep()).weight() == c.weightThousandths());
    if (same) {
      return state;
    }
    Map<RepId, Standing> standings = new HashMap<>(fold(state).standings());
    for (Candidate candidate : eligible) {
      Standing s = standings.getOrDefault(candidate.rep(), Standing.LEVEL);
      standings.put(
          candidate.rep(),
          new Standing(s.count(), s.carry(), candidate.weightThousandths(), 0, s.owed()));
    }
    return new RotationState(state.seq(), standings);
  }

  /** Ends the stretch: what each rep is owed within it joins what is carried. */
  static RotationState fold(RotationState state) {
    Map<RepId, Standing> members = new TreeMap<>();
    state
        .standings()
        .forEach(
            (rep, s) -> {
              if (s.weight() > 0) {
                members.put(rep, s);
              }
            });
    long n = members.values().stream().mapToLong(Standing::turns).sum();
    long total = members.values().stream().mapToLong(Standing::weight).sum();
    long[] behind =
        members.values().stream().mapToLong(s -> n * s.weight() - s.turns() * total).toArray();
    long[] carried = units(behind, total);
    Map<RepId, Standing> folded = new LinkedHashMap<>(state.standings());
    int i = 0;
    for (Map.Entry<RepId, Standing> member : members.entrySet()) {
      Standing s = member.getValue();
      folded.put(
          member.getKey(), new Standing(s.count(), s.carry() + carried[i++], 0, 0, s.owed()));
    }
    return new RotationState(state.seq(), folded);
  }

  /** One lead split by weight. */
  static long[] units(long[] weights) {
    long total = 0;
    for (long weight : weights) {
      total += weight;
    }
    return units(weights, total);
  }

  /**
   * Leads {@code parts[i]/total} in {@link #UNITS}, rounded so that their sum is exact: down, and
   * what is left over goes to the largest remainders.
   */
  private static long[] units(long[] parts, long total) {
    long[] units = new long[parts.length];
    List<Integer> byRemainder = new ArrayList<>();
    long rest = 0;
    for (int i = 0; i < parts.length; i++) {
      units[i] = Math.floorDiv(parts[i] * UNITS, total);
      rest += Math.floorMod(parts[i] * UNITS, total);
      byRemainder.add(i);
    }
    long left = total == 0 ? 0 : rest / total;
    if (left > 0) {
      byRemainder.sort(
          (a, b) ->
              Long.compare(
                  Math.floorMod(parts[b] * UNITS, total), Math.floorMod(parts[a] * UNITS, total)));
      for (int k = 0; k < left; k++) {
        units[byRemainder.get(k)]++;
      }
    }
    return units;
  }

  private static void check(List<Candidate> eligible) {
    Set<RepId> reps = new HashSet<>();
    long total = 0;
    for (Candidate candidate : eligible) {
      reps.add(candidate.rep());
      total += candidate.weightThousandths();
    }
    if (eligible.isEmpty() || reps.size() < eligible.size()) {
      throw new IllegalArgumentException("a turn needs at least one candidate, each once");
    }
    if (total > WEIGHTS_MAX) {
      throw new IllegalArgumentException("the weights of a pool sum to more than 10,000");
    }
  }
}
