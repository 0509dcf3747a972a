package salesops.deals.lead;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salesops.deals.lead.LeadWork.Clock;
import salesops.deals.lead.LeadWork.Owned;
import salesops.events.ResponseOverdue.Measure;
import salesops.model.Digests;
import salesops.model.Grade;
import salesops.model.RepId;
import salesops.model.settings.DealRules.Response;
import salesops.model.settings.Rep;
import salesops.model.settings.Settings;
import salesops.model.settings.WorkCalendar;
import salesops.model.settings.WorkingHours;

/** When an owner must have contacted a lead, in the owner's working time. */
final class ResponseClock {
  /** Calendar of owners who are no reps, such as a manager that leads fall back to. */
  private static final String DEFAULT_CALENDAR = "default";

  private ResponseClock() {}

  /**
   * The clock of an assignment, at the first measure behind {@code after}.
   *
   * @param after the measure that was taken last; absent: none
   * @return empty when no measure is left, or the owner never works
   */
  static Optional<Clock> of(
      Settings settings, Grade grade, Owned assignment, @Nullable Measure after) {
    Rep rep = rep(settings, assignment.rep());
    return settings.deals().response(grade).stream()
        .flatMap(response -> measures(response).entrySet().stream())
        .filter(entry -> after == null || entry.getKey().compareTo(after) > 0)
        .findFirst()
        .flatMap(
            entry ->
                WorkingHours.plus(
                        rep,
                        settings,
                        assignment.assignedAt(),
                        Duration.ofMinutes(entry.getValue()))
                    .map(
                        at ->
                            new Clock(
                                entry.getKey(),
                                at,
                                basis(settings, rep, entry.getValue(), entry.getKey()))));
  }

  /** Working minutes that a measure allows; 0 when the settings no longer have it. */
  static int minutes(Settings settings, Grade grade, Measure measure) {
    return settings
        .deals()
        .response(grade)
        .map(response -> measures(response).getOrDefault(measure, 0))
        .orElse(0);
  }

  private static Map<Measure, Integer> measures(Response response) {
    Map<Measure, Integer> minutes = new LinkedHashMap<>();
    put(minutes, Measure.REMIND, response.remindMinutes());
    put(minutes, Measure.TELL_MANAGER, response.managerMinutes());
    put(minutes, Measure.REASSIGN, response.reassignMinutes());
    return minutes;
  }

  private static void put(Map<Measure, Integer> minutes, Measure measure, @Nullable Integer after) {
    if (after != null) {
      minutes.put(measure, after);
    }
  }

  /** Working time of an owner between two instants. */
  static Duration working(Settings settings, RepId owner, Instant from, Instant to) {
    return WorkingHours.between(rep(settings, owner), settings, from, to);
  }

  /** The owner, or for a manager who is no rep somebody with the company's hours. */
  static Rep rep(Settings settings, RepId owner) {
    return settings
        .rep(owner)
        .orElseGet(
            () ->
                new Rep(
                    owner,
                    "",
                    1_000,
                    null,
                    Set.of(),
                    settings.company().zone(),
                    null,
                    DEFAULT_CALENDAR,
                    null,
                    null,
                    List.of(),
                    null,
                    List.of()));
  }

  private static String basis(Settings settings, Rep rep, int minutes, Measure measure) {
    WorkCalendar calendar = settings.calendars().get(rep.calendar());
    return Digests.of(
        measure.name(),
        Integer.toString(minutes),
        rep.zone(),
        String.valueOf(rep.hours()),
        String.valueOf(rep.from()),
        String.valueOf(rep.until()),
        rep.leave().toString(),
        String.valueOf(calendar));
  }

  /** Digest of all that any clock follows: equal settings leave every clock as it is. */
  static String basis(Settings settings) {
    StringBuilder all = new StringBuilder();
    settings
        .deals()
        .responses()
        .forEach(
            r ->
                all.append(new TreeSet<>(r.grades()))
                    .append(r.remindMinutes())
                    .append('/')
                    .append(r.managerMinutes())
                    .append('/')
                    .append(r.reassignMinutes()));
    settings.reps().stream()
        .map(rep -> List.of(rep.id(), basis(settings, rep, 0, Measure.REMIND)))
        .forEach(all::append);
    all.append(settings.company().zone()).append(settings.calendars().get(DEFAULT_CALENDAR));
    return Digests.of(all.toString());
  }
}
