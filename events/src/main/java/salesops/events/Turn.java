package salesops.events;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * A place in a rotation, with everything needed to check it: a report that folds these records in
 * order of {@code poolSeq} recomputes every entitlement from the beginning.
 *
 * @param pool name of the pool
 * @param band grade band; pool and band together are the rotation
 * @param poolSeq 1 for the first turn of the rotation, without gaps
 * @param eligible who could have been chosen, in the order of the pool, the chosen one included
 */
public record Turn(String pool, String band, long poolSeq, List<Share> eligible) {
  public Turn {
    eligible = List.copyOf(eligible);
  }

  /**
   * One eligible rep's standing before this lead.
   *
   * @param weight thousandths
   * @param count leads of this rotation so far, less the returned ones
   * @param entitlement fair share so far in the rotation's exact notation, {@code 17/3} or {@code
   *     4}
   * @param turns turns taken since the eligible set or a weight last changed, counted from the
   *     moment everybody was exactly at the fair share
   * @param owed returned leads that no other lead has made good yet; absent: none
   */
  public record Share(
      RepId rep, int weight, long count, String entitlement, int turns, @Nullable Integer owed) {}
}
