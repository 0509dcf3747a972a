package salesops.quota.attainment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.QuotaEvent.QuotaReached;
import salesops.model.RepId;
import salesops.model.deal.Money;
import salesops.model.settings.FiscalCalendar.Period;
import salesops.model.settings.QuotaRules.Quota;
import salesops.model.settings.QuotaRules.Subject;
import salesops.model.settings.Settings;
import salesops.quota.attainment.Milestones.ReachedItem;
import salesops.quota.ledger.BookDeals;
import salesops.quota.ledger.DynamoLedger;
import salesops.quota.ledger.Share;
import salesops.quota.ledger.YearFigures;
import salesops.quota.people.People;
import salesops.quota.people.RepKey;
import salesops.runtime.lambda.Waiting;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;

/**
 * Announces each milestone of a quota once, also when the rep or team falls behind it and reaches
 * it again; of several passed at once, the highest.
 */
public final class AnnounceMilestones {
  private final DynamoLedger ledger;
  private final People people;
  private final Milestones milestones;
  private final Waiting waiting;
  private final Clock clock;

  public AnnounceMilestones(
      DynamoDbEnhancedClient enhanced,
      String table,
      DynamoLedger ledger,
      People people,
      Waiting waiting) {
    this.ledger = ledger;
    this.people = people;
    this.milestones = new Milestones(enhanced, table);
    this.waiting = waiting;
    this.clock = waiting.clock();
  }

  /** Whose quota of which period. */
  private record Target(Subject of, Period period) {}

  /**
   * Checks the quotas that these shares count towards: those of reps, of managers who are measured
   * by the team, and of the teams. Doing it again changes nothing.
   *
   * @param causationId event that led to the shares
   */
  public void check(Collection<Share> shares, @Nullable String causationId, Settings settings) {
    Set<Target> targets = new LinkedHashSet<>();
    for (Share share : shares) {
      // The share's rep is looked up, not that of each quota: there may be thousands.
      RepId rep = people.emailOf(share.rep());
      for (Quota quota : settings.quotas().quotas()) {
        if (quota.covers(share.closed()) && counts(share, rep, quota)) {
          targets.add(new Target(quota.of(), quota.period()));
        }
      }
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.company().zoneId());
    QuotaBook book = new QuotaBook(settings, today);
    for (Target target : targets) {
      boolean ignored =
          BookDeals.RETRY
              .untilAnswered(waiting, () -> check(target, causationId, book))
              .orElseThrow(() -> new IllegalStateException("milestones kept changing"));
    }
  }

  private static boolean counts(Share share, @Nullable RepId rep, Quota quota) {
    return quota.of().rep() == null
        ? share.team().equals(quota.of().team())
        : share.team().equals(quota.rollUp()) || quota.of().rep().equals(rep);
  }

  /** Whether a milestone was new; empty when another write came first. */
  private Optional<Boolean> check(Target target, @Nullable String causationId, QuotaBook book) {
    Optional<Long> quota = book.quota(target.of(), target.period());
    if (quota.isEmpty()) {
      return Optional.of(false);
    }
    Attainment attainment = new Attainment(attained(target, book), quota.get());
    List<Integer> reached = attainment.reached(book.rules().milestonePercents());
    if (reached.isEmpty()) {
      return Optional.of(false);
    }
    ReachedItem known = milestones.of(name(target.of()), target.period());
    List<Integer> all = new ArrayList<>(known.reached());
    reached.stream().filter(percent -> !known.reached().contains(percent)).forEach(all::add);
    if (all.size() == known.reached().size()) {
      return Optional.of(false);
    }
    ReachedItem next = known.with(all);
    int highest = Collections.max(reached);
    // One below what was announced is new in the settings only; what is long over is no news.
    if (known.reached().stream().allMatch(percent -> percent < highest) && isNews(target, book)) {
      String currency = book.settings().company().currency();
      QuotaReached event =
          new QuotaReached(
              target.of().rep(),
              target.of().team(),
              target.period().from(),
              target.period().until(),
              highest,
              new Money(attainment.attainedMinor(), currency),
              new Money(quota.get(), currency));
      next = next.announcing(Envelope.of(event, causationId, clock.instant()));
    }
    return milestones.replace(next) ? Optional.of(true) : Optional.empty();
  }

  /** Old wins may be imported; nobody needs a message about last year's milestones. */
  private boolean isNews(Target target, QuotaBook book) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), book.settings().company().zoneId());
    return today.isBefore(target.period().until().plusMonths(1));
  }

  private long attained(Target target, QuotaBook book) {
    int year = book.calendar().yearOf(target.period().from());
    RepId rep = target.of().rep();
    String team = rep == null ? target.of().team() : book.rollUp(rep, target.period()).orElse(null);
    if (rep == null || team != null) {
      YearFigures figures = YearFigures.ofTeam(ledger, year, String.valueOf(team), book.calendar());
      return figures.sum(target.period(), slot -> true).revenueMinor();
    }
    RepKey key = people.key(rep);
    Set<String> teams = new LinkedHashSet<>();
    book.settings()
        .rep(rep)
        .ifPresent(known -> known.memberships().forEach(m -> teams.add(m.team())));
    book.settings()
        .placeOn(rep, target.period().from())
        .ifPresent(place -> teams.add(place.team()));
    return ledger.sum(key, teams, year, target.period(), book.calendar()).totalMinor();
  }

  private String name(Subject of) {
    RepId rep = of.rep();
    return rep == null ? "team " + of.team() : people.key(rep).value();
  }
}
