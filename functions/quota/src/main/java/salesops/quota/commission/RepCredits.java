package salesops.quota.commission;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesops.model.deal.Credit;
import salesops.model.deal.DealId;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.quota.ledger.Entry;
import salesops.quota.ledger.Head;
import salesops.quota.ledger.Share.ProductPart;

/**
 * A rep's credits: those that stand, and when others were taken back. It depends on the entries as
 * a set, not on their order.
 */
final class RepCredits {
  private final List<Earned> standing = new ArrayList<>();
  private final Map<CreditId, Instant> takenBack = new HashMap<>();

  /** What a credit is known by. */
  record CreditId(DealId deal, Credit.Kind kind) {}

  /** Sums of the entries of a credit with one close date. */
  private static final class Net {
    private long sign;
    private long minor;
    private final Map<String, Long> products = new TreeMap<>();
    private Instant last = Instant.MIN;

    void add(Entry entry) {
      sign += entry.kind() == Entry.Kind.CREDIT ? 1 : -1;
      minor += entry.share().minor();
      for (ProductPart part : entry.share().products()) {
        products.merge(part.product(), part.minor(), Long::sum);
      }
      if (entry.kind() == Entry.Kind.REVERSAL && entry.happenedAt().isAfter(last)) {
        last = entry.happenedAt();
      }
    }
  }

  private record Dated(CreditId id, LocalDate closed) {}

  /**
   * @param entries of the rep, in whatever team
   * @param heads of their deals
   */
  RepCredits(Collection<Entry> entries, Map<DealId, Head> heads) {
    Map<Dated, Net> nets = new LinkedHashMap<>();
    for (Entry entry : entries) {
      CreditId id = new CreditId(entry.deal(), entry.share().kind());
      nets.computeIfAbsent(new Dated(id, entry.share().closed()), k -> new Net()).add(entry);
    }
    nets.forEach((dated, net) -> add(dated, net, heads.get(dated.id().deal())));
    standing.sort(Earned.ORDER);
  }

  private void add(Dated dated, Net net, @Nullable Head head) {
    CreditId id = dated.id();
    if (net.sign > 0) {
      standing.add(
          new Earned(
              id.deal(),
              head == null ? 0 : head.version(),
              head == null ? "" : head.facts().label(),
              id.kind(),
              dated.closed(),
              net.minor,
              net.products.entrySet().stream()
                  .filter(part -> part.getValue() != 0)
                  .map(part -> new ProductPart(part.getKey(), part.getValue()))
                  .toList()));
    } else {
      takenBack.merge(id, net.last, (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  /** As if there were one more credit, instead of what stands of its deal. */
  RepCredits with(Optional<Earned> more) {
    more.ifPresent(
        credit -> {
          standing.removeIf(c -> c.deal().equals(credit.deal()) && c.kind() == credit.kind());
          standing.add(credit);
          standing.sort(Earned.ORDER);
        });
    return this;
  }

  /** What stands in a period, in order. */
  List<Earned> in(Period period) {
    return standing.stream().filter(credit -> period.contains(credit.closed())).toList();
  }

  /** When a credit was taken back; absent: it stands, or never did. */
  @Nullable Instant takenBackAt(CreditId id) {
    return standing.stream().anyMatch(c -> new CreditId(c.deal(), c.kind()).equals(id))
        ? null
        : takenBack.get(id);
  }

  /** Whether anything stands. */
  boolean isEmpty() {
    return standing.isEmpty();
  }

  /** First close date. */
  LocalDate first() {
    return Objects.requireNonNull(standing.getFirst().closed());
  }
}
