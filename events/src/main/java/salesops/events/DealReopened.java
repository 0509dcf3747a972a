package salesops.events;

import salesops.model.deal.Change;
import salesops.model.deal.Deal;

/**
 * A won or lost deal is open again.
 *
 * @param deal as it stands after the change
 * @param change what led to it
 */
public record DealReopened(Deal deal, Change change) implements Event {
  @Override
  public String aggregate() {
    return deal.dealId().value();
  }

  @Override
  public int version() {
    return deal.version();
  }
}
