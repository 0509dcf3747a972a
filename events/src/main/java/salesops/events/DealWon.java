package salesops.events;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Change;
import salesops.model.deal.Deal;

/**
 * A deal was won.
 *
 * @param deal as it stands after the change
 * @param change what led to it
 * @param checklist what the settings ask for at the hand-over
 * @param handOverTo email address of who takes over the account; absent: the owner keeps it
 */
public record DealWon(Deal deal, Change change, List<String> checklist, @Nullable String handOverTo)
    implements Event {
  public DealWon {
    checklist = List.copyOf(checklist);
  }

  @Override
  public String aggregate() {
    return deal.dealId().value();
  }

  @Override
  public int version() {
    return deal.version();
  }
}
