package salesops.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A million seeded pools and lead sequences against the rotation's bound. */
final class RotationRun {
  private RotationRun() {}

  /**
   * @return whether every rep of every sequence stayed less than one lead from the share
   */
  static boolean run(long seed, long sequences) {
    long start = System.nanoTime();
    RotationSequences.Worst worst =
        LongStream.range(0, sequences)
            .parallel()
            .collect(
                RotationSequences.Worst::new,
                (all, i) -> all.merge(RotationSequences.run(seed + i)),
                RotationSequences.Worst::merge);
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    boolean kept = worst.stretchOver < worst.stretchTotal;
    System.out.printf(
        Locale.ROOT,
        """
        %,d pools and lead sequences, seeds %d to %d: %,d turns, %,d changes of who is eligible or by what \
        weight, %,d returns
          furthest from the share while neither changes   %.9f leads (%d/%d)  bound 1 %s
          furthest overall, nothing ever changed          %.6f
          furthest overall, eligibility or weights change %.3f  (observed, no bound is promised)
          furthest overall, with returned leads           %.3f  (observed: a return is 1 lead by itself)
          largest state, up to %d reps                    %d characters
          time                                            %.1f s, %.2f µs a turn
        """,
        sequences,
        seed,
        seed + sequences - 1,
        worst.turns,
        worst.changes,
        worst.returns,
        worst.stretch(),
        worst.stretchOver,
        worst.stretchTotal,
        kept ? "kept" : "BROKEN",
        worst.overallConstant,
        worst.overall,
        worst.overallReturned,
        RotationSequences.REPS_MAX,
        worst.stateChars,
        seconds,
        seconds * 1e6 / worst.turns);
    return kept;
  }
}
