package salesops.model.settings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * One version of everything people decide.
 *
 * @param version 1 for the first that was applied
 * @param salt key of the person keys; made at the first apply and the same in every later version
 * @param leadLink address of a lead in another system, with {@code {leadId}} or {@code
 *     {externalId}}; absent: the suite's own lead page
 * @param calendars working hours and holidays by name; {@code default} always exists
 * @param territories flattened: each carries its parents' criteria and inherited pool
 */
public record Settings(
    int version,
    String salt,
    Instant appliedAt,
    String appliedBy,
    Company company,
    @Nullable String leadLink,
    List<Form> forms,
    Scoring scoring,
    List<Team> teams,
    List<Rep> reps,
    Map<String, WorkCalendar> calendars,
    List<NamedAccount> namedAccounts,
    List<Territory> territories,
    RoutingRules routing,
    SlackRules slack,
    List<Webhook> webhooks,
    DealRules deals,
    QuotaRules quotas,
    ExchangeRates rates,
    CommissionPlans commission) {
  public Settings {
    // Versions from before there were deals lack them.
    deals = Objects.requireNonNullElse(deals, DealRules.USUAL);
    quotas = Objects.requireNonNullElse(quotas, QuotaRules.USUAL);
    rates = Objects.requireNonNullElse(rates, ExchangeRates.NONE);
    commission = Objects.requireNonNullElse(commission, CommissionPlans.NONE);
    webhooks = List.copyOf(webhooks);
    forms = List.copyOf(forms);
    teams = List.copyOf(teams);
    reps = List.copyOf(reps);
    calendars = Map.copyOf(calendars);
    namedAccounts = List.copyOf(namedAccounts);
    territories = List.copyOf(territories);
  }

  /** The rep of this id, if the settings have one. */
  public Optional<Rep> rep(RepId id) {
    return reps.stream().filter(rep -> rep.id().equals(id)).findFirst();
  }

  /** The team of this name, if the settings have one. */
  public Optional<Team> team(String name) {
    return teams.stream().filter(team -> team.name().equals(name)).findFirst();
  }

  /** The team of a rep, if the settings have both. */
  public Optional<Team> teamOf(RepId id) {
    return rep(id).map(Rep::team).flatMap(this::team);
  }

  /**
   * The team that somebody is in on a day, or was in last: a manager who is no rep is in the first
   * team managed. Empty for somebody unknown.
   */
  public Optional<Place> placeOn(RepId id, LocalDate day) {
    return rep(id)
        .map(rep -> rep.placeOn(day))
        .or(
            () ->
                teams.stream()
                    .filter(team -> team.manager().equals(id))
                    .findFirst()
                    .map(team -> new Place(team.name(), true)));
  }

  /**
   * Where somebody stands on a day.
   *
   * @param team the team, or the last one before that day
   * @param employed false: the last day of work was over
   */
  public record Place(String team, boolean employed) {}

  /**
   * Whether somebody may act for the owner of a lead or deal: the owner, and the team's manager.
   */
  public boolean mayActFor(RepId owner, RepId who) {
    return who.equals(owner) || teamOf(owner).map(Team::manager).filter(who::equals).isPresent();
  }

  /** Whether somebody may own leads and deals: a rep, or the manager of a team. */
  public boolean mayOwn(RepId id) {
    return rep(id).isPresent() || teams.stream().anyMatch(team -> team.manager().equals(id));
  }

  /** The zone in which a rep's days begin: the rep's own, else the company's. */
  public ZoneId zoneOf(@Nullable RepId id) {
    return Optional.ofNullable(id).flatMap(this::rep).map(Rep::zoneId).orElseGet(company::zoneId);
  }

  /**
   * @param fiscalYearStarts month and day, {@code MM-dd}
   * @param weeks years of whole weeks instead; absent: calendar months
   */
  public record Company(
      String name,
      String zone,
      String currency,
      String fiscalYearStarts,
      @Nullable FiscalWeeks weeks) {
    /** With calendar months. */
    public Company(String name, String zone, String currency, String fiscalYearStarts) {
      this(name, zone, currency, fiscalYearStarts, null);
    }

    public ZoneId zoneId() {
      return ZoneId.of(zone);
    }
  }

  /**
   * @param manager who hears of hot, held and returned leads
   * @param channel Slack channel of the team's managers
   * @param escalate Slack channel that hears of leads held against the plan for half an hour
   */
  public record Team(
      String name, RepId manager, @Nullable String channel, @Nullable String escalate) {}

  /**
   * @param domain registrable domain, lower case
   * @param parentDomain the company it belongs to; its owner owns this one too unless named
   */
  public record NamedAccount(String domain, @Nullable RepId owner, @Nullable String parentDomain) {}

  /**
   * @param repAlways a direct message to the rep for each lead
   * @param managerGrades grades the manager hears of at once
   * @param managerHeld whether the manager hears of held leads at once
   * @param managerReturned whether the manager hears of returned leads at once
   * @param managerDigests when the manager gets a digest, in the company's zone, rising; empty:
   *     never
   * @param perMinuteMax messages of one channel in a minute, beyond which they become a digest
   * @param quietOutsideHours whether messages wait until the rep works; leads never do
   */
  public record SlackRules(
      boolean repAlways,
      List<String> managerGrades,
      boolean managerHeld,
      boolean managerReturned,
      List<LocalTime> managerDigests,
      int perMinuteMax,
      boolean quietOutsideHours) {
    public static final int PER_MINUTE_USUAL = 20;

    public SlackRules {
      managerGrades = List.copyOf(managerGrades);
      managerDigests = List.copyOf(managerDigests);
    }

    /** All that there is to tell, without digests at set times and quiet hours. */
    public static SlackRules atOnce(List<String> managerGrades) {
      return new SlackRules(true, managerGrades, true, true, List.of(), PER_MINUTE_USUAL, false);
    }
  }

  /**
   * Another system that hears of leads.
   *
   * @param name also names its key among the webhooks' secrets
   * @param events detail types: {@code LeadAssigned}, {@code LeadReturned}, {@code LeadUnassigned}
   */
  public record Webhook(String name, String url, List<String> events) {
    public Webhook {
      events = List.copyOf(events);
    }
  }
}
