package salesops.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * What happened in a team between two digests, for its manager.
 *
 * @param given leads that each member was given; members in the order to name them
 * @param hotGrades grades that managers want to hear of
 */
record TeamDigest(
    Map<RepId, Facts<Fact.Assigned>> given,
    Facts<Fact.Held> held,
    Facts<Fact.Returned> returned,
    Facts<Fact.Quarantined> quarantined,
    List<String> hotGrades) {
  /** Members, reasons and quarantined leads that are named; of the others the number is told. */
  static final int MEMBERS_MAX = 12;

  static final int REASONS_MAX = 3;
  static final int SUSPECTS_MAX = 5;

  private static final long ONE_LEAD_HUNDREDTHS = 100;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  private Stream<Fact.Assigned> leads() {
    return given.values().stream().flatMap(facts -> facts.all().stream());
  }

  private boolean moreLeads() {
    return given.values().stream().anyMatch(Facts::more);
  }

  /**
   * The digest in a line, with buttons to release some quarantined leads; empty when nothing
   * happened.
   *
   * @param manager whose buttons they are; absent: the channel's own
   */
  Optional<Note> note(Instant since, Instant until, ZoneId zone, @Nullable String manager) {
    if (given.values().stream().allMatch(Facts::isEmpty)
        && held.isEmpty()
        && returned.isEmpty()
        && quarantined.isEmpty()) {
      return Optional.empty();
    }
    String line =
        Stream.of(
                total(),
                held.count() + " held",
                members(),
                returned.all().isEmpty() ? "" : "returned " + returned.count() + reasons(),
                slowest(),
                quarantined.isEmpty() ? "" : quarantined.count() + " quarantined")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" · "));
    List<Note.Suspect> suspects =
        quarantined.all().stream()
            .limit(SUSPECTS_MAX)
            .map(lead -> new Note.Suspect(lead.leadId(), lead.who()))
            .toList();
    return Optional.of(
        Note.digest("Since " + time(since, until, zone) + ": " + line, manager, suspects));
  }

  /** Just the time when it is of the same day. */
  private static String time(Instant since, Instant until, ZoneId zone) {
    ZonedDateTime local = since.atZone(zone);
    boolean sameDay = local.toLocalDate().equals(until.atZone(zone).toLocalDate());
    return (sameDay ? CLOCK : DAY).format(local);
  }

  private String total() {
    long leads = leads().count();
    String hot =
        hotGrades.stream()
            .map(grade -> counted(grade))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return Facts.count(leads, moreLeads())
        + (leads == 1 ? " lead" : " leads")
        + (hot.isEmpty() ? "" : " (" + hot + ")");
  }

  private String counted(String grade) {
    long count = leads().filter(lead -> lead.grade().equals(grade)).count();
    return count == 0 ? "" : Facts.count(count, moreLeads()) + " " + grade;
  }

  private String members() {
    List<String> named = new ArrayList<>();
    List<RepId> busy = given.keySet().stream().filter(rep -> !leadsOf(rep).isEmpty()).toList();
    busy.stream()
        .limit(MEMBERS_MAX)
        .forEach(rep -> named.add(rep.shortName() + " " + leadsOf(rep).count()));
    if (busy.size() > MEMBERS_MAX) {
      List<Facts<Fact.Assigned>> rest = busy.stream().skip(MEMBERS_MAX).map(this::leadsOf).toList();
      long others = rest.stream().mapToLong(facts -> facts.all().size()).sum();
      boolean more = rest.stream().anyMatch(Facts::more);
      named.add(rest.size() + " more " + Facts.count(others, more));
    }
    return named.isEmpty() ? "" : String.join(", ", named) + fairness();
  }

  private Facts<Fact.Assigned> leadsOf(RepId rep) {
    return given.getOrDefault(rep, new Facts<>(List.of(), false));
  }

  /** As the turns themselves told; nothing when none was used. */
  private String fairness() {
    return leads()
        .map(Fact.Assigned::furthestHundredths)
        .filter(Objects::nonNull)
        .max(Long::compare)
        .map(
            furthest ->
                furthest <= ONE_LEAD_HUNDREDTHS
                    ? " (all within 1 of share)"
                    : String.format(Locale.ROOT, " (up to %.1f off share)", furthest / 100.0))
        .orElse("");
  }

  private String reasons() {
    String more = returned.all().size() > REASONS_MAX ? ", …" : "";
    return returned.all().stream()
        .limit(REASONS_MAX)
        .map(each -> "“" + each.reason() + "”")
        .collect(Collectors.joining(", ", " (", more + ")"));
  }

  private String slowest() {
    return leads()
        .map(Fact.Assigned::afterMillis)
        .filter(Objects::nonNull)
        .max(Long::compare)
        .map(millis -> "slowest form → owner " + Elapsed.text(Duration.ofMillis(millis)))
        .orElse("");
  }
}
