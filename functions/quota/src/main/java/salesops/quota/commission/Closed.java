package salesops.quota.commission;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar.Period;

/**
 * A period whose statements are final.
 *
 * @param statements how many
 * @param paidMinor sum of what they pay, in the minor unit of the company's currency
 * @param held deals that were held
 * @param evenSo why it was closed with deals held; absent: none was
 */
public record Closed(
    Period period,
    int statements,
    long paidMinor,
    List<DealId> held,
    @Nullable String evenSo,
    String by,
    Instant at) {
  public Closed {
    held = List.copyOf(held);
  }
}
