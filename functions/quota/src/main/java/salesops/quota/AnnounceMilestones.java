package salesops.quota;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import salesops.events.Envelope;
import salesops.events.QuotaReached;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.Settings;
import salesops.quota.LedgerItems.MilestonesItem;
import salesops.runtime.lambda.Waiting;

/**
 * Announces each milestone of a rep's quota once, also when the rep falls behind it and reaches it
 * again; of several passed at once, the highest.
 */
final class AnnounceMilestones {
  private final DynamoLedger ledger;
  private final Waiting waiting;
  private final Clock clock;

  AnnounceMilestones(DynamoLedger ledger, Waiting waiting) {
    this.ledger = ledger;
    this.waiting = waiting;
    this.clock = waiting.clock();
  }

  /**
   * Checks the quotas that these shares count towards. Doing it again changes nothing.
   *
   * @param causationId event that led to the shares
   */
  void check(Collection<Share> shares, String causationId, Settings settings) {
    Set<Quota> quotas =
        shares.stream()
            .flatMap(share -> settings.quotas().of(share.rep(), share.closed()).stream())
            .collect(Collectors.toSet());
    for (Quota quota : quotas) {
      boolean ignored =
          CreditDeal.RETRY
              .untilAnswered(waiting, () -> check(quota, causationId, settings))
              .orElseThrow(() -> new IllegalStateException("milestones kept changing"));
    }
  }

  /** Whether a milestone was new; empty when another write came first. */
  private Optional<Boolean> check(Quota quota, String causationId, Settings settings) {
    RepId rep = Objects.requireNonNull(quota.rep());
    Period period = Period.of(quota);
    Sums sums = ledger.sums(Set.of(rep), period).getOrDefault(rep, Sums.ZERO);
    Attainment attainment = new Attainment(quota, sums.totalMinor());
    List<Integer> reached = attainment.reached(settings.quotas().milestonePercents());
    if (reached.isEmpty()) {
      return Optional.of(false);
    }
    MilestonesItem known = ledger.milestones(rep, period);
    List<Integer> all = new ArrayList<>(known.reached());
    reached.stream().filter(percent -> !known.reached().contains(percent)).forEach(all::add);
    if (all.size() == known.reached().size()) {
      return Optional.of(false);
    }
    MilestonesItem next = known.with(all);
    int highest = Collections.max(reached);
    // One below what was announced is new in the settings only.
    if (known.reached().stream().allMatch(percent -> percent < highest)) {
      QuotaReached event = event(attainment, highest, settings);
      next = next.announcing(Envelope.of(event, causationId, clock.instant()));
    }
    return ledger.replace(next) ? Optional.of(true) : Optional.empty();
  }

  private static QuotaReached event(Attainment attainment, int percent, Settings settings) {
    Quota quota = attainment.quota();
    String currency = settings.company().currency();
    return new QuotaReached(
        Objects.requireNonNull(quota.rep()),
        quota.from(),
        quota.until(),
        percent,
        new Money(attainment.attainedMinor(), currency),
        new Money(quota.minor(), currency));
  }
}
