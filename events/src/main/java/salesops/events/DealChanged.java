package salesops.events;

import salesops.model.deal.Change;
import salesops.model.deal.Deal;

/**
 * A deal changed but was not won, lost or reopened by it: stage, amount, dates, owner, credits; or
 * it was removed at its source.
 *
 * @param deal as it stands after the change
 * @param change what led to it
 */
public record DealChanged(Deal deal, Change change) implements Event {
  @Override
  public String aggregate() {
    return deal.dealId().value();
  }

  @Override
  public int version() {
    return deal.version();
  }
}
