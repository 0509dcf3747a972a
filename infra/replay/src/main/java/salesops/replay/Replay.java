package salesops.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.settings.Settings;
import salesops.replay.ReplayReport.Pair;
import salesops.replay.input.LeadInput;
import salesops.routing.FairnessAudit;
import salesops.routing.LeadRecord.State;

/**
 * The same leads under two versions of the settings. Both sides are decided anew by the use cases
 * that the functions run, in the order of submission, each from empty books: what differs comes
 * from the settings alone. Same leads and settings, same report.
 */
public final class Replay {
  /** Most leads of a replay; both sides keep every decision in memory. */
  public static final int LEADS_MAX = 50_000;

  /** What neither side knows of. */
  static final String LEFT_OUT =
      "reps marked away, returned and closed leads, leads given by hand, leads from before";

  private Replay() {}

  /**
   * One side.
   *
   * @param name as people read it
   */
  public record Side(String name, Settings settings) {}

  /**
   * @param input at least one lead
   * @param step told twice for each lead, by two threads at once
   */
  public static ReplayReport run(Side before, Side after, LeadInput input, Runnable step) {
    List<Lead> leads = input.leads();
    CompletableFuture<World> oldSide =
        CompletableFuture.supplyAsync(() -> World.of(before.settings(), leads, step));
    World now = World.of(after.settings(), leads, step);
    World old = world(oldSide);
    List<Change> changes = changes(before.settings(), after.settings(), leads, old, now);
    return new ReplayReport(
        before.name(),
        after.name(),
        input.source(),
        before.settings().company().zone(),
        leads.size(),
        leads.getFirst().submittedAt(),
        leads.getLast().submittedAt(),
        LEFT_OUT,
        input.duplicates(),
        input.bad(),
        totals(changes),
        reps(changes),
        territories(changes),
        holds(changes),
        rotations(old.fairness(), now.fairness()),
        changes.stream().filter(Change::any).map(Change::row).toList());
  }

  private static World world(CompletableFuture<World> side) {
    try {
      return side.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static List<Change> changes(
      Settings before, Settings after, List<Lead> leads, World old, World now) {
    ScoreReasons scores = new ScoreReasons(before.scoring(), after.scoring());
    OwnerReasons owners = new OwnerReasons(new Rules(before), new Rules(after));
    List<Change> changes = new ArrayList<>(leads.size());
    for (int i = 0; i < leads.size(); i++) {
      Lead lead = leads.get(i);
      Outcome was = old.outcomes().get(i);
      Outcome is = now.outcomes().get(i);
      Cause cause = owners.cause(lead, was, is);
      List<String> why = new ArrayList<>(scores.of(was.score(), is.score()));
      why.addAll(owners.of(lead, was, is, cause));
      changes.add(new Change(lead, was, is, cause, why));
    }
    return changes;
  }

  private static ReplayReport.Totals totals(List<Change> changes) {
    return new ReplayReport.Totals(
        count(changes, change -> !change.any()),
        count(changes, Change::grade),
        count(changes, Change::territory),
        count(changes, Change::owner),
        count(changes, change -> change.cause() == Cause.RULES),
        count(changes, change -> change.cause() == Cause.FOLLOWS),
        count(changes, change -> change.cause() == Cause.TURN_MOVED),
        pair(changes, outcome -> outcome.state() == State.HELD),
        pair(changes, outcome -> outcome.state() == State.NURTURE),
        pair(changes, Outcome::waited));
  }

  private static int count(List<Change> changes, Predicate<Change> which) {
    return (int) changes.stream().filter(which).count();
  }

  private static Pair pair(List<Change> changes, Predicate<Outcome> which) {
    return new Pair(
        count(changes, change -> which.test(change.before())),
        count(changes, change -> which.test(change.after())));
  }

  /** Leads and tenths of points under a name. */
  private record Sum(int leads, long tenths) {
    static final Sum NONE = new Sum(0, 0);

    Sum plus(Outcome outcome) {
      return new Sum(leads + 1, tenths + outcome.tenths());
    }

    /** In points, to a tenth. */
    double mean() {
      return leads == 0 ? 0 : Math.round((double) tenths / leads) / 10.0;
    }
  }

  private record Sums(Sum before, Sum after) {
    static final Sums NONE = new Sums(Sum.NONE, Sum.NONE);

    Pair leads() {
      return new Pair(before.leads(), after.leads());
    }
  }

  private static List<ReplayReport.Rep> reps(List<Change> changes) {
    List<ReplayReport.Rep> reps = new ArrayList<>();
    by(changes, outcome -> outcome.owner() == null ? null : outcome.owner().email())
        .forEach(
            (rep, sums) ->
                reps.add(
                    new ReplayReport.Rep(
                        rep, sums.leads(), sums.before().mean(), sums.after().mean())));
    return reps;
  }

  private static List<ReplayReport.Territory> territories(List<Change> changes) {
    List<ReplayReport.Territory> territories = new ArrayList<>();
    by(changes, Outcome::territory)
        .forEach((name, sums) -> territories.add(new ReplayReport.Territory(name, sums.leads())));
    return territories;
  }

  private static List<ReplayReport.Hold> holds(List<Change> changes) {
    List<ReplayReport.Hold> holds = new ArrayList<>();
    by(changes, outcome -> outcome.state() == State.HELD ? outcome.hold() : null)
        .forEach((why, sums) -> holds.add(new ReplayReport.Hold(why, sums.leads())));
    return holds;
  }

  private static Map<String, Sums> by(
      List<Change> changes, Function<Outcome, @Nullable String> name) {
    Map<String, Sums> sums = new TreeMap<>();
    for (Change change : changes) {
      String was = name.apply(change.before());
      if (was != null) {
        Sums sum = sums.getOrDefault(was, Sums.NONE);
        sums.put(was, new Sums(sum.before().plus(change.before()), sum.after()));
      }
      String is = name.apply(change.after());
      if (is != null) {
        Sums sum = sums.getOrDefault(is, Sums.NONE);
        sums.put(is, new Sums(sum.before(), sum.after().plus(change.after())));
      }
    }
    return sums;
  }

  private static List<ReplayReport.Rotation> rotations(
      FairnessAudit.Report old, FairnessAudit.Report now) {
    Map<Outcome.Rotation, FairnessAudit.Rotation> was = byName(old);
    Map<Outcome.Rotation, FairnessAudit.Rotation> is = byName(now);
    Map<String, Outcome.Rotation> all = new TreeMap<>();
    was.keySet().forEach(key -> all.put(key.pool() + "\n" + key.band(), key));
    is.keySet().forEach(key -> all.put(key.pool() + "\n" + key.band(), key));
    return all.values().stream().map(key -> rotation(key, was.get(key), is.get(key))).toList();
  }

  private static Map<Outcome.Rotation, FairnessAudit.Rotation> byName(FairnessAudit.Report report) {
    Map<Outcome.Rotation, FairnessAudit.Rotation> rotations = new HashMap<>();
    report.rotations().forEach(r -> rotations.put(new Outcome.Rotation(r.pool(), r.band()), r));
    return rotations;
  }

  private static ReplayReport.Rotation rotation(
      Outcome.Rotation key,
      FairnessAudit.@Nullable Rotation was,
      FairnessAudit.@Nullable Rotation is) {
    ToIntFunction<FairnessAudit.@Nullable Rotation> leads = r -> r == null ? 0 : (int) r.leads();
    return new ReplayReport.Rotation(
        key.pool(),
        key.band(),
        new Pair(leads.applyAsInt(was), leads.applyAsInt(is)),
        was == null ? 0 : hundredths(was.maxFairnessDeviation()),
        is == null ? 0 : hundredths(is.maxFairnessDeviation()),
        was == null ? 0 : offBy(was),
        is == null ? 0 : offBy(is));
  }

  private static double offBy(FairnessAudit.Rotation rotation) {
    return hundredths(
        rotation.reps().stream().mapToDouble(rep -> Math.abs(rep.offBy())).max().orElse(0));
  }

  private static double hundredths(double leads) {
    return Math.round(leads * 100) / 100.0;
  }
}
