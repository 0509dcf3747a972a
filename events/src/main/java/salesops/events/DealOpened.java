package salesops.events;

import salesops.model.deal.Change;
import salesops.model.deal.Deal;

/**
 * A deal was opened, or became known; it may be won or lost already.
 *
 * @param deal as it stands after the change
 * @param change what led to it
 */
public record DealOpened(Deal deal, Change change) implements Event {
  @Override
  public String aggregate() {
    return deal.dealId().value();
  }

  @Override
  public int version() {
    return deal.version();
  }
}
