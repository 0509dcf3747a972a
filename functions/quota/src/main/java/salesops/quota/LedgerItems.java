package salesops.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.QuotaReached;
import salesops.model.RepId;
import salesops.model.deal.Credit;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** The items of the table {@code quota}; the function's README describes the layout. */
final class LedgerItems {
  private LedgerItems() {}

  /**
   * @param standing as JSON
   */
  record HeadItem(String pk, int sk, int version, String standing) {
    static final TableSchema<HeadItem> SCHEMA = ItemSchema.of(HeadItem.class);
    private static final String PREFIX = "d#";

    static String key(DealId deal) {
      return PREFIX + deal;
    }

    static HeadItem of(Head head) {
      return new HeadItem(key(head.deal()), 0, head.version(), Json.text(head.standing()));
    }

    Head head() {
      return new Head(
          new DealId(pk.substring(PREFIX.length())), version, Json.read(standing, Standing.class));
    }
  }

  /**
   * @param entries how many there are, from number 1 on
   */
  record CounterItem(
      String pk,
      int sk,
      long entries,
      @Attribute("revenue") long revenueMinor,
      @Attribute("overlay") long overlayMinor) {
    static final TableSchema<CounterItem> SCHEMA = ItemSchema.of(CounterItem.class);

    /** Sort key of the counter; its entries follow. */
    static final int NUMBER = 0;

    static CounterItem of(Counter counter) {
      Sums sums = counter.sums();
      return new CounterItem(
          counter.of().key(), NUMBER, counter.entries(), sums.revenueMinor(), sums.overlayMinor());
    }

    Counter counter() {
      return new Counter(RepMonth.of(pk), entries, new Sums(revenueMinor, overlayMinor));
    }
  }

  /**
   * @param sk the entry's number
   * @param kind of credit
   * @param closed ISO 8601 date
   */
  record EntryItem(
      String pk,
      long sk,
      String deal,
      int version,
      String kind,
      String closed,
      @Attribute("amount") long minor,
      String currency,
      Instant recordedAt,
      boolean reversal) {
    static final TableSchema<EntryItem> SCHEMA = ItemSchema.of(EntryItem.class);

    static EntryItem of(Entry entry) {
      Share share = entry.share();
      return new EntryItem(
          share.month().key(),
          entry.number(),
          entry.deal().value(),
          entry.version(),
          share.kind().name(),
          share.closed().toString(),
          share.amount().minor(),
          share.amount().currency(),
          entry.recordedAt(),
          entry.reversal());
    }

    Entry entry() {
      return new Entry(
          new Share(
              RepMonth.of(pk).rep(),
              Credit.Kind.valueOf(kind),
              LocalDate.parse(closed),
              new Money(minor, currency)),
          sk,
          new DealId(deal),
          version,
          recordedAt,
          reversal);
    }
  }

  /**
   * Milestones that a rep reached in a period, once and for all.
   *
   * @param reached in percent of the quota
   * @param revision counts the writes
   * @param outbox event id and packed event of the latest that was announced; absent: none was
   */
  record MilestonesItem(
      String pk,
      int sk,
      List<Integer> reached,
      @Attribute(ConditionalPut.REVISION) long revision,
      @Nullable Map<String, SdkBytes> outbox) {
    static final TableSchema<MilestonesItem> SCHEMA = ItemSchema.of(MilestonesItem.class);

    static MilestonesItem none(RepId rep, Period period) {
      return new MilestonesItem(key(rep, period), 0, List.of(), 0, null);
    }

    /** The same after one more write, in which these are all that were reached. */
    MilestonesItem with(List<Integer> all) {
      return new MilestonesItem(pk, sk, all, revision + 1, outbox);
    }

    MilestonesItem announcing(Envelope<QuotaReached> event) {
      Map<String, SdkBytes> letters = new HashMap<>();
      Outbox.of(event).m().forEach((id, letter) -> letters.put(id, letter.b()));
      return new MilestonesItem(pk, sk, reached, revision, letters);
    }

    static String key(RepId rep, Period period) {
      return "q#" + rep.email() + "#" + period.from() + "#" + period.until();
    }
  }
}
