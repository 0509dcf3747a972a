package salesops.quota.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.model.deal.Credit;
import salesops.model.deal.DealId;
import salesops.model.deal.Money;
import salesops.quota.ledger.Share.ProductPart;
import salesops.quota.people.RepKey;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** The items of the table {@code quota}; the function's README describes the layout. */
final class LedgerItems {
  /** Index of counters whose reps have credits that nothing was worked out from yet. */
  static final String DUE = "due";

  /** Partition key of the index. */
  static final String DUE_PARTITION = "due#0";

  private LedgerItems() {}

  /**
   * @param facts as JSON
   * @param standing as JSON
   */
  record HeadItem(
      String pk,
      int sk,
      int version,
      @Attribute("rev") int revision,
      String facts,
      String standing) {
    static final TableSchema<HeadItem> SCHEMA = ItemSchema.of(HeadItem.class);
    static final String PREFIX = "d#";

    static String key(DealId deal) {
      return PREFIX + deal;
    }

    static HeadItem of(Head head) {
      return new HeadItem(
          key(head.deal()),
          0,
          head.version(),
          head.revision(),
          Json.text(head.facts()),
          Json.text(head.standing()));
    }

    Head head() {
      return new Head(
          new DealId(pk.substring(PREFIX.length())),
          version,
          revision,
          Json.read(facts, Facts.class),
          Json.read(standing, Standing.class));
    }
  }

  /** A deal that is held, so that all of them are found by one query. */
  record HeldItem(String pk, BigInteger sk, DealId deal) {
    static final TableSchema<HeldItem> SCHEMA = ItemSchema.of(HeldItem.class);
    static final String PARTITION = "held";

    static HeldItem of(DealId deal) {
      return new HeldItem(PARTITION, ItemSchema.sortKey(deal.value()), deal);
    }
  }

  /**
   * A counter: all of a year lie in one partition, a team's side by side.
   *
   * @param entries how many there are, from number 1 on
   * @param revenue by month of the fiscal year
   * @param overlay by month
   * @param deals by month
   * @param due present while commission and team milestones were not worked out from all entries
   */
  record CounterItem(
      String pk,
      BigInteger sk,
      String team,
      RepKey rep,
      long entries,
      List<Long> revenue,
      List<Long> overlay,
      List<Long> deals,
      @Nullable @Attribute(partitionKeyOf = DUE) String due,
      @Nullable @Attribute(sortKeyOf = DUE, epochSecond = true) Instant dueAt) {
    static final TableSchema<CounterItem> SCHEMA = ItemSchema.of(CounterItem.class);

    /** Above every part of a sort key; two parts fit into the 38 digits of a number. */
    private static final BigInteger PARTS = BigInteger.TEN.pow(18);

    static final String PREFIX = "y#";

    static String key(int year) {
      return PREFIX + year;
    }

    private static BigInteger part(String name) {
      return new BigInteger(Digests.of(name), 36).mod(PARTS);
    }

    static BigInteger number(Slot slot) {
      return teamFrom(slot.team()).add(part(slot.rep().value()));
    }

    /** Lowest sort key of a team. */
    static BigInteger teamFrom(String team) {
      return part(team).multiply(PARTS);
    }

    /** Highest sort key of a team. */
    static BigInteger teamTo(String team) {
      return teamFrom(team).add(PARTS).subtract(BigInteger.ONE);
    }

    static CounterItem of(Counter counter, @Nullable Instant due) {
      Slot slot = counter.slot();
      List<Sums> months = counter.months();
      return new CounterItem(
          key(slot.year()),
          number(slot),
          slot.team(),
          slot.rep(),
          counter.entries(),
          months.stream().map(Sums::revenueMinor).toList(),
          months.stream().map(Sums::overlayMinor).toList(),
          months.stream().map(Sums::deals).toList(),
          due == null ? null : DUE_PARTITION,
          due);
    }

    Counter counter() {
      List<Sums> months = new ArrayList<>();
      for (int i = 0; i < revenue.size(); i++) {
        months.add(new Sums(revenue.get(i), overlay.get(i), deals.get(i)));
      }
      int year = Integer.parseInt(pk.substring(PREFIX.length()));
      return new Counter(new Slot(year, team, rep), entries, months);
    }
  }

  /**
   * @param sk the entry's number
   * @param products as JSON
   */
  record EntryItem(
      String pk,
      long sk,
      String kind,
      String cause,
      DealId deal,
      int version,
      String credit,
      String closed,
      @Attribute("amount") long minor,
      String products,
      @Attribute("original") long originalMinor,
      String currency,
      @Nullable String rate,
      @Nullable String rateFrom,
      Instant happenedAt,
      Instant recordedAt,
      String event) {
    static final TableSchema<EntryItem> SCHEMA = ItemSchema.of(EntryItem.class);
    private static final String PREFIX = "e#";

    /** The year and rep go first, so that a team's name may be any text. */
    static String key(Slot slot) {
      return PREFIX + slot.year() + "#" + slot.rep() + "#" + slot.team();
    }

    static EntryItem of(Entry entry) {
      Share share = entry.share();
      LocalDate rateFrom = entry.rateFrom();
      return new EntryItem(
          key(entry.slot()),
          entry.number(),
          entry.kind().name(),
          entry.cause().name(),
          entry.deal(),
          entry.version(),
          share.kind().name(),
          share.closed().toString(),
          share.minor(),
          share.products().isEmpty() ? "" : Json.text(share.products()),
          entry.original().minor(),
          entry.original().currency(),
          entry.rate(),
          rateFrom == null ? null : rateFrom.toString(),
          entry.happenedAt(),
          entry.recordedAt(),
          entry.event());
    }

    Entry entry(Slot slot) {
      return new Entry(
          slot,
          sk,
          new Share(
              slot.rep(),
              slot.team(),
              Credit.Kind.valueOf(credit),
              LocalDate.parse(closed),
              minor,
              products.isEmpty() ? List.of() : List.of(Json.read(products, ProductPart[].class))),
          deal,
          version,
          Entry.Kind.valueOf(kind),
          Entry.Cause.valueOf(cause),
          new Money(originalMinor, currency),
          rate,
          rateFrom == null ? null : LocalDate.parse(rateFrom),
          happenedAt,
          recordedAt,
          event);
    }
  }
}
