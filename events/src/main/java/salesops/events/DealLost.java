package salesops.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Change;
import salesops.model.deal.Deal;

/**
 * A deal was lost.
 *
 * @param deal as it stands after the change
 * @param change what led to it
 * @param recontactOn when its lead comes back; absent: never
 */
public record DealLost(Deal deal, Change change, @Nullable LocalDate recontactOn) implements Event {
  @Override
  public String aggregate() {
    return deal.dealId().value();
  }

  @Override
  public int version() {
    return deal.version();
  }
}
