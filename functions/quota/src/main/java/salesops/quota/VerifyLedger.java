package salesops.quota;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Money;
import salesops.quota.QuotaOperation.Mismatch;
import salesops.quota.QuotaOperation.Tally;
import salesops.quota.QuotaOperation.Verified;
import salesops.runtime.operations.RefusedException;

/** Proves that entries are numbered without gaps and add up to their counters. */
final class VerifyLedger {
  /** Items that one call goes over: at most half as many months, each of which is read. */
  static final int ITEMS_MAX = 1_000;

  private final DynamoLedger ledger;

  VerifyLedger(DynamoLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * @param currency the company's
   * @throws RefusedException when no answer told the cursor
   */
  Verified verify(@Nullable String cursor, String currency) {
    DynamoLedger.MonthsPage page = page(cursor);
    long entries = 0;
    List<Mismatch> mismatches = new ArrayList<>();
    for (RepMonth month : page.months()) {
      Counter counted = ledger.counter(month);
      Counter entered = entered(counted);
      entries += entered.entries();
      if (!entered.equals(counted)) {
        mismatches.add(
            new Mismatch(
                month.rep(), month.month(), tally(counted, currency), tally(entered, currency)));
      }
    }
    return new Verified(page.months().size(), entries, mismatches, page.next());
  }

  private DynamoLedger.MonthsPage page(@Nullable String cursor) {
    try {
      return ledger.months(ITEMS_MAX, cursor);
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("cursor must be one that an answer before told");
    }
  }

  /**
   * What the counter would say if it were made of the entries. Entries are never changed, so those
   * up to the counter's number belong to what it said when it was read, however many came since.
   */
  private Counter entered(Counter counted) {
    List<Entry> all = ledger.entries(counted.of());
    List<Entry> upToIt = all.stream().filter(e -> e.number() <= counted.entries()).toList();
    boolean more = upToIt.size() < all.size();
    boolean unknown = more && ledger.counter(counted.of()).entries() < all.getLast().number();
    List<Entry> sum = unknown ? all : upToIt;
    return new Counter(counted.of(), sum.size(), Sums.of(sum));
  }

  private static Tally tally(Counter counter, String currency) {
    return new Tally(
        counter.entries(),
        new Money(counter.sums().revenueMinor(), currency),
        new Money(counter.sums().overlayMinor(), currency));
  }
}
