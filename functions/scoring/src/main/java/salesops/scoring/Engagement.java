package salesops.scoring;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.ScorePart;
import salesops.model.settings.Criteria;
import salesops.model.settings.Criterion;
import salesops.model.settings.Scoring;
import salesops.model.settings.Scoring.Behaviour;

/**
 * How interested a person has shown themselves: each behaviour's points, halved after each
 * half-life.
 *
 * <p>A counter such as visits is a running total, so only its newest report scores; everything else
 * scores each time it occurs.
 */
final class Engagement {
  /** Most behaviours told one by one; the others are told in one part. */
  static final int TOLD_MAX = 10;

  /** Greatest count that is believed. */
  static final int COUNT_MAX = 1_000_000;

  private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

  private final Scoring.Engagement rules;
  private final BehaviourReason reason;

  Engagement(Scoring.Engagement rules, ZoneId zone) {
    this.rules = rules;
    this.reason = new BehaviourReason(zone);
  }

  /** What the lead itself tells and may be believed. */
  Activity activity(Lead lead) {
    Map<String, Integer> tenths = new HashMap<>();
    for (Behaviour behaviour : rules.behaviours()) {
      int count = count(behaviour, lead);
      if (count > 0 && distrusted(behaviour, lead).isEmpty()) {
        tenths.put(behaviour.name(), count);
      }
    }
    return new Activity(lead.leadId(), lead.submittedAt(), tenths);
  }

  /**
   * @param earlier what other leads of the person told, newest first, none later than this lead
   */
  List<ScorePart> parts(Lead lead, List<Activity> earlier) {
    Set<String> reported = new HashSet<>();
    List<ScorePart> parts =
        together(
            Stream.concat(Stream.of(activity(lead)), earlier.stream())
                .flatMap(activity -> counting(activity, lead.submittedAt(), reported))
                .toList());
    parts.addAll(notCounted(lead));
    unknown(lead, reported).ifPresent(parts::add);
    return parts;
  }

  private Stream<ScorePart> counting(Activity activity, Instant now, Set<String> reported) {
    List<ScorePart> parts = new ArrayList<>();
    for (Behaviour behaviour : rules.behaviours()) {
      Integer count = activity.tenths().get(behaviour.name());
      if (count == null || (behaviour.counter() != null && !reported.add(behaviour.name()))) {
        continue;
      }
      int tenths = decayed(tenths(behaviour, count), activity.at(), now);
      if (tenths != 0) {
        parts.add(part(tenths, reason.counting(behaviour, count, activity.at(), now)));
      }
    }
    return parts.stream();
  }

  /** The newest one by one, the rest as one part, so that a busy person's score stays readable. */
  private static List<ScorePart> together(List<ScorePart> newestFirst) {
    int told = Math.min(TOLD_MAX, newestFirst.size());
    List<ScorePart> parts = new ArrayList<>(newestFirst.subList(0, told));
    List<ScorePart> rest = newestFirst.subList(told, newestFirst.size());
    if (!rest.isEmpty()) {
      int tenths = rest.stream().mapToInt(ScorePart::tenths).sum();
      parts.add(part(tenths, "behaviours before, together: " + rest.size()));
    }
    return parts;
  }

  private static int count(Behaviour behaviour, Lead lead) {
    if (!behaviour.when().stream().allMatch(c -> c.matches(lead))) {
      return 0;
    }
    String counter = behaviour.counter();
    if (counter == null) {
      return Activity.ONCE;
    }
    double count = Math.min(COUNT_MAX, lead.number(counter).orElse(0));
    return (int) Math.max(0, Math.round(Activity.ONCE * count));
  }

  /** Points before decay, in tenths: those of each occurrence, at most the behaviour's greatest. */
  private static int tenths(Behaviour behaviour, int countTenths) {
    long tenths = (long) behaviour.points() * countTenths;
    long most =
        behaviour.counter() == null
            ? Integer.MAX_VALUE
            : 10L * Math.abs((long) behaviour.pointsMax());
    return Math.toIntExact(Math.clamp(tenths, -most, most));
  }

  /** Half after each half-life; StrictMath, so that a replay elsewhere gives the same tenth. */
  private int decayed(int tenths, Instant at, Instant now) {
    double hours = Duration.between(at, now).toMillis() / MILLIS_PER_HOUR;
    return (int) Math.round(tenths * StrictMath.pow(0.5, hours / rules.halfLifeHours()));
  }

  /** Who claims the behaviour without being trusted; a submission is nobody's claim. */
  private Optional<Origin> distrusted(Behaviour behaviour, Lead lead) {
    return Stream.concat(
            Stream.ofNullable(behaviour.counter()), behaviour.when().stream().map(Criterion::field))
        .map(lead::originOf)
        .filter(origin -> !rules.trust().contains(origin))
        .findFirst();
  }

  private List<ScorePart> notCounted(Lead lead) {
    Map<Origin, List<String>> claims = new EnumMap<>(Origin.class);
    for (Behaviour behaviour : rules.behaviours()) {
      int count = count(behaviour, lead);
      Optional<Origin> by = distrusted(behaviour, lead);
      if (count > 0 && by.isPresent()) {
        claims
            .computeIfAbsent(by.get(), origin -> new ArrayList<>())
            .add(BehaviourReason.claim(behaviour, count));
      }
    }
    return claims.entrySet().stream()
        .map(claim -> part(0, BehaviourReason.notCounted(claim.getValue(), claim.getKey())))
        .toList();
  }

  /** Counters that a trusted sender could have told and nobody has. */
  private Optional<ScorePart> unknown(Lead lead, Set<String> reported) {
    List<Behaviour> untold =
        rules.behaviours().stream()
            .filter(b -> isUntold(b, lead) && !reported.contains(b.name()))
            .toList();
    if (untold.isEmpty()) {
      return Optional.empty();
    }
    int couldAdd = untold.stream().mapToInt(Behaviour::pointsMax).sum();
    List<String> labels = untold.stream().map(b -> Criteria.label(b.name())).toList();
    return Optional.of(part(0, Reason.unknown(labels, couldAdd)));
  }

  private boolean isUntold(Behaviour behaviour, Lead lead) {
    String counter = behaviour.counter();
    return counter != null
        && behaviour.points() > 0
        && lead.number(counter).isEmpty()
        && distrusted(behaviour, lead).isEmpty();
  }

  private static ScorePart part(int tenths, String reason) {
    return new ScorePart(ScorePart.Kind.ENGAGEMENT, tenths, Reason.of(reason));
  }
}
