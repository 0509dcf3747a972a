package salesops.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision.PassedOver;
import salesops.model.Grade;
import salesops.model.RepId;
import salesops.model.settings.Rep;
import salesops.model.settings.Rep.Leave;
import salesops.model.settings.Settings;
import salesops.model.settings.Territory.Pool;
import salesops.model.settings.WorkingHours;

/** Who of a pool may have a lead now, and why the others may not. */
public final class Eligibility {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);

  private Eligibility() {}

  /**
   * @param eligible in the pool's order
   * @param passedOver the others, in the pool's order
   * @param opensAt when the first of those who are only out of hours works again; absent: nobody
   */
  public record Result(
      List<Rotation.Candidate> eligible, List<PassedOver> passedOver, @Nullable Instant opensAt) {
    public Result {
      eligible = List.copyOf(eligible);
      passedOver = List.copyOf(passedOver);
    }
  }

  /** Why a rep may not have a lead; the names are those in {@link PassedOver#why}. */
  public enum Reason {
    NOT_STARTED,
    LEFT,
    RETURNED_BEFORE,
    LACKS_SKILL,
    ON_LEAVE,
    AWAY,
    HOLIDAY,
    OFF_HOURS,
    FULL
  }

  /**
   * @param need skills that a rep must have, compared without regard to case
   * @param grade of the lead: hours and holidays count only for the grades that wait for them
   * @param status what is known of a rep besides the settings; asked once for each rep at most
   */
  public static Result of(
      Pool pool,
      Settings settings,
      Set<String> need,
      Grade grade,
      Instant now,
      Function<RepId, RepStatus> status) {
    return of(pool, RepDirectory.of(settings), need, grade, now, status);
  }

  private static Result of(
      Pool pool,
      RepDirectory reps,
      Set<String> need,
      Grade grade,
      Instant now,
      Function<RepId, RepStatus> status) {
    List<Rotation.Candidate> eligible = new ArrayList<>();
    List<PassedOver> passedOver = new ArrayList<>();
    Instant opensAt = null;
    Lead lead = new Lead(reps.settings(), need, grade, now);
    for (RepId id : pool.members()) {
      Optional<Rep> rep = reps.find(id);
      if (rep.isEmpty()) {
        passedOver.add(new PassedOver(id, pool.name(), Reason.LEFT.name(), "not in the settings"));
        continue;
      }
      Optional<Obstacle> obstacle = obstacle(rep.get(), lead, status.apply(id));
      if (obstacle.isEmpty()) {
        eligible.add(new Rotation.Candidate(id, rep.get().weightThousandths()));
      } else {
        Obstacle o = obstacle.get();
        passedOver.add(new PassedOver(id, pool.name(), o.reason().name(), o.detail()));
        opensAt = earlier(opensAt, o.until());
      }
    }
    return new Result(eligible, passedOver, opensAt);
  }

  private record Lead(Settings settings, Set<String> need, Grade grade, Instant now) {
    boolean waitsForHours() {
      return settings.routing().holdOutsideHours().contains(grade);
    }
  }

  /**
   * @param until when an obstacle of hours ends; absent for the others
   */
  private record Obstacle(Reason reason, String detail, @Nullable Instant until) {
    Obstacle(Reason reason, String detail) {
      this(reason, detail, null);
    }
  }

  /** The first obstacle; lasting ones come before those that pass. */
  private static Optional<Obstacle> obstacle(Rep rep, Lead lead, RepStatus status) {
    return employment(rep, lead)
        .or(() -> fitness(rep, lead, status))
        .or(() -> absence(rep, lead, status))
        .or(() -> capacity(rep, lead, status))
        .or(() -> hours(rep, lead));
  }

  private static Optional<Obstacle> employment(Rep rep, Lead lead) {
    LocalDate today = today(rep, lead.now());
    if (rep.from() != null && rep.startsAfter(today)) {
      return Optional.of(new Obstacle(Reason.NOT_STARTED, "from " + DAY.format(rep.from())));
    }
    return rep.until() != null && rep.leftBefore(today)
        ? Optional.of(new Obstacle(Reason.LEFT, "last day " + DAY.format(rep.until())))
        : Optional.empty();
  }

  private static Optional<Obstacle> fitness(Rep rep, Lead lead, RepStatus status) {
    if (status.returnedBefore()) {
      return Optional.of(new Obstacle(Reason.RETURNED_BEFORE, "returned this lead"));
    }
    Set<String> missing = new TreeSet<>(lead.need());
    missing.removeIf(skill -> rep.skills().stream().anyMatch(skill::equalsIgnoreCase));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Obstacle(Reason.LACKS_SKILL, String.join(", ", missing)));
  }

  private static Optional<Obstacle> absence(Rep rep, Lead lead, RepStatus status) {
    Optional<Leave> leave = rep.leaveOn(today(rep, lead.now()));
    if (leave.isPresent()) {
      return Optional.of(new Obstacle(Reason.ON_LEAVE, "until " + DAY.format(leave.get().to())));
    }
    Instant away = status.awayUntil();
    return away != null && lead.now().isBefore(away)
        ? Optional.of(new Obstacle(Reason.AWAY, "until " + moment(rep, away)))
        : Optional.empty();
  }

  private static Optional<Obstacle> capacity(Rep rep, Lead lead, RepStatus status) {
    Raise raise = status.raise();
    Integer capacity = Raise.capacity(rep.capacity(), raise, lead.now());
    if (capacity == null || status.openLeads() < capacity) {
      return Optional.empty();
    }
    String open = status.openLeads() + " of " + capacity + " open";
    return Optional.of(
        new Obstacle(
            Reason.FULL,
            raise != null && raise.isOn(lead.now())
                ? open + ", raised until " + moment(rep, raise.until())
                : open));
  }

  /** Last, so that whoever is held back by hours alone tells when the lead can be given. */
  private static Optional<Obstacle> hours(Rep rep, Lead lead) {
    if (!lead.waitsForHours() || WorkingHours.isOpen(rep, lead.settings(), lead.now())) {
      return Optional.empty();
    }
    LocalDate today = today(rep, lead.now());
    Instant next = WorkingHours.nextOpen(rep, lead.settings(), lead.now()).orElse(null);
    String works = next == null ? "no working hours ahead" : "works " + moment(rep, next);
    return Optional.of(
        WorkingHours.isHoliday(rep, lead.settings(), today)
            ? new Obstacle(Reason.HOLIDAY, DAY.format(today) + ", " + works, next)
            : new Obstacle(Reason.OFF_HOURS, works, next));
  }

  private static LocalDate today(Rep rep, Instant now) {
    return now.atZone(rep.zoneId()).toLocalDate();
  }

  /** In the rep's zone. */
  private static String moment(Rep rep, Instant at) {
    ZonedDateTime local = at.atZone(rep.zoneId());
    return MOMENT.format(local);
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isBefore(a)) ? b : a;
  }

  /** The reps of one version of the settings by id, kept while that version is in use. */
  private record RepDirectory(Settings settings, Map<RepId, Rep> byId) {
    private static volatile @Nullable RepDirectory latest;

    @SuppressWarnings("ReferenceEquality")
    static RepDirectory of(Settings settings) {
      RepDirectory known = latest;
      // By identity: readers hand out one object for a version, and comparing 1,000 reps is slow.
      if (known != null && known.settings == settings) {
        return known;
      }
      Map<RepId, Rep> byId = HashMap.newHashMap(settings.reps().size());
      settings.reps().forEach(rep -> byId.put(rep.id(), rep));
      RepDirectory made = new RepDirectory(settings, Map.copyOf(byId));
      latest = made;
      return made;
    }

    Optional<Rep> find(RepId id) {
      return Optional.ofNullable(byId.get(id));
    }
  }
}
