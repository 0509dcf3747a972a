package salesops.routing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.Turn;
import salesops.model.RepId;

/**
 * A change of one lead that is decided but for the rotation it may touch.
 *
 * @param claim number of the person's that is taken; absent: none
 * @param givenBack a turn that counts no more; absent: none
 */
record Amendment(
    LeadRecord record,
    LeadRecord.@Nullable Place claim,
    @Nullable CompanyClaim company,
    List<RepRow> reps,
    @Nullable GivenBack givenBack) {

  /** The turn by which {@code rep} got a lead. */
  record GivenBack(Turn turn, RepId rep) {}

  Change change(@Nullable PoolState pool) {
    return new Change(
        List.of(record),
        List.of(),
        Optional.ofNullable(claim).stream().toList(),
        Optional.ofNullable(company).stream().toList(),
        reps,
        pool);
  }
}
