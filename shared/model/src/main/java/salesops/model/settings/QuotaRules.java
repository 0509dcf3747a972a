package salesops.model.settings;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * What reps and teams are to sell.
 *
 * @param quotas one for each rep or team and period
 * @param milestonePercents shares of a quota that are worth a message, rising
 */
public record QuotaRules(List<Quota> quotas, List<Integer> milestonePercents) {
  /** Most quotas. */
  public static final int QUOTAS_MAX = 20_000;

  /** What applies where the settings say nothing. */
  public static final QuotaRules USUAL = new QuotaRules(List.of(), List.of(50, 80, 100, 120));

  public QuotaRules {
    quotas = List.copyOf(quotas);
    milestonePercents = List.copyOf(milestonePercents);
  }

  /**
   * A quota; either {@code rep} or {@code team} is present.
   *
   * @param from first day of the period
   * @param until first day after it
   * @param minor in the minor unit of the company's currency, 0 or more
   */
  public record Quota(
      @Nullable RepId rep, @Nullable String team, LocalDate from, LocalDate until, long minor) {
    public Quota {
      if ((rep == null) == (team == null)) {
        throw new IllegalArgumentException("a quota must be a rep's or a team's");
      }
      if (minor < 0 || !from.isBefore(until)) {
        throw new IllegalArgumentException("a quota must have a period and not be below 0");
      }
    }

    public boolean covers(LocalDate day) {
      return !day.isBefore(from) && day.isBefore(until);
    }
  }

  /** The quotas of a rep in whose periods this day is. */
  public List<Quota> of(RepId rep, LocalDate day) {
    return quotas.stream().filter(q -> rep.equals(q.rep()) && q.covers(day)).toList();
  }

  /** The quota of a rep for exactly this period. */
  public Optional<Quota> of(RepId rep, LocalDate from, LocalDate until) {
    return quotas.stream()
        .filter(q -> rep.equals(q.rep()) && q.from().equals(from) && q.until().equals(until))
        .findFirst();
  }
}
