package salesops.quota.ledger;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar;

/**
 * Proves that entries are numbered without gaps, that they add up to their counters, and that what
 * stands of each deal is what its head says. Deals may be booked meanwhile.
 */
public final class VerifyLedger {
  /** Counters, or heads, that one call goes over. */
  static final int ITEMS_MAX = 200;

  /** Looks at something that does not add up, before it is reported. */
  private static final int LOOKS_MAX = 3;

  private static final String HEADS = "h";
  private static final String COUNTERS = "c";

  private final DynamoLedger ledger;

  public VerifyLedger(DynamoLedger ledger) {
    this.ledger = ledger;
  }

  /** Something that does not add up. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  public sealed interface Difference {
    /**
     * A slot's entries lack numbers.
     *
     * @param counted how many its counter says there are
     * @param found how many there are with the right numbers
     */
    @JsonTypeName("gap")
    record Gap(Slot slot, long counted, long found) implements Difference {}

    /**
     * A month whose entries do not add up to the counter.
     *
     * @param month of the fiscal year, 0 to 11
     */
    @JsonTypeName("month")
    record Month(Slot slot, int month, Sums counted, Sums entered) implements Difference {}

    /**
     * A deal whose entries in a slot are not what stands.
     *
     * @param standsMinor according to the deal's head
     * @param enteredMinor sum of its entries
     */
    @JsonTypeName("deal")
    record OfDeal(Slot slot, DealId deal, long standsMinor, long enteredMinor)
        implements Difference {}
  }

  /**
   * @param next where to go on; absent: that was all
   */
  public record Part(
      int slots, int deals, long entries, List<Difference> differences, @Nullable String next) {}

  /**
   * Verifies a part of the ledger: first all counters, then all deals.
   *
   * @param cursor from the previous part; absent: from the start
   * @throws IllegalArgumentException when it comes from no part
   */
  public Part verify(@Nullable String cursor, FiscalCalendar calendar) {
    String at = cursor == null ? COUNTERS : cursor;
    String after = at.length() > 1 ? at.substring(1) : null;
    return switch (at.substring(0, 1)) {
      case COUNTERS -> counters(after, calendar);
      case HEADS -> heads(after, calendar);
      default -> throw new IllegalArgumentException("not a cursor");
    };
  }

  private Part counters(@Nullable String after, FiscalCalendar calendar) {
    DynamoLedger.Page<Counter> page = ledger.counters(ITEMS_MAX, after);
    List<Difference> differences = new ArrayList<>();
    long entries = 0;
    for (Counter counter : page.items()) {
      entries += counter.entries();
      settled(counter.slot(), calendar).ifPresent(differences::add);
    }
    String next = page.next();
    return new Part(
        page.items().size(), 0, entries, differences, next == null ? HEADS : COUNTERS + next);
  }

  /** The first difference of a slot, if it is still there after some looks. */
  private Optional<Difference> settled(Slot slot, FiscalCalendar calendar) {
    Optional<Difference> difference = Optional.empty();
    for (int look = 0; look < LOOKS_MAX; look++) {
      difference = difference(slot, calendar);
      if (difference.isEmpty()) {
        return difference;
      }
    }
    return difference;
  }

  /**
   * Entries are never changed, so those up to the counter's number belong to what it said when it
   * was read, however many came since.
   */
  private Optional<Difference> difference(Slot slot, FiscalCalendar calendar) {
    Counter counted = ledger.counter(slot);
    List<Entry> all = ledger.entries(slot);
    List<Entry> entries = all.stream().filter(e -> e.number() <= counted.entries()).toList();
    if (entries.size() != counted.entries()) {
      return Optional.of(new Difference.Gap(slot, counted.entries(), entries.size()));
    }
    Counter entered = Counter.of(slot, entries, calendar);
    for (int month = 0; month < counted.months().size(); month++) {
      if (!counted.months().get(month).equals(entered.months().get(month))) {
        return Optional.of(
            new Difference.Month(
                slot, month, counted.months().get(month), entered.months().get(month)));
      }
    }
    if (all.size() > entries.size()) {
      // Booked meanwhile, so heads are ahead of the counter; or no counter ever knew the entry.
      Counter later = ledger.counter(slot);
      return all.getLast().number() > later.entries()
          ? Optional.of(new Difference.Gap(slot, later.entries(), all.size()))
          : Optional.empty();
    }
    return ofDeals(slot, entries, calendar);
  }

  private Optional<Difference> ofDeals(
      Slot slot, Collection<Entry> entries, FiscalCalendar calendar) {
    Map<DealId, Long> entered = new TreeMap<>();
    entries.forEach(e -> entered.merge(e.deal(), e.share().minor(), Long::sum));
    Map<DealId, Long> standing = new HashMap<>();
    for (Head head : ledger.heads(entered.keySet())) {
      standing.put(head.deal(), stands(head, slot, calendar));
    }
    return entered.entrySet().stream()
        .filter(e -> !e.getValue().equals(standing.get(e.getKey())))
        .findFirst()
        .map(
            e ->
                new Difference.OfDeal(
                    slot, e.getKey(), standing.getOrDefault(e.getKey(), 0L), e.getValue()));
  }

  private static long stands(Head head, Slot slot, FiscalCalendar calendar) {
    return head.standing().shares().stream()
        .filter(share -> Booking.slot(share, calendar).equals(slot))
        .mapToLong(Share::minor)
        .sum();
  }

  /** A head whose entries are gone altogether is in no counter: look from the deal, too. */
  private Part heads(@Nullable String after, FiscalCalendar calendar) {
    DynamoLedger.Page<Head> page = ledger.heads(ITEMS_MAX, after);
    Map<Slot, Counter> counters = new LinkedHashMap<>();
    page.items().stream()
        .flatMap(head -> head.standing().shares().stream())
        .map(share -> Booking.slot(share, calendar))
        .forEach(slot -> counters.put(slot, Counter.none(slot)));
    ledger.counters(counters.keySet()).forEach(c -> counters.put(c.slot(), c));
    List<Difference> differences = new ArrayList<>();
    for (Head head : page.items()) {
      for (Share share : head.standing().shares()) {
        Slot slot = Booking.slot(share, calendar);
        if (counters.getOrDefault(slot, Counter.none(slot)).entries() == 0) {
          differences.add(new Difference.OfDeal(slot, head.deal(), share.minor(), 0));
        }
      }
    }
    String next = page.next();
    return new Part(0, page.items().size(), 0, differences, next == null ? null : HEADS + next);
  }
}
