package salesops.deals.lead;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.Step;
import salesops.events.ActivityLogged;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadContacted;
import salesops.events.LeadDisqualified;
import salesops.events.LeadQualified;
import salesops.events.NurtureDue;
import salesops.events.ResponseOverdue;
import salesops.model.deal.Way;

/** What happened to a lead, in the order in which it happened. */
public final class LeadHistory {
  /** Who acts where nobody did. */
  private static final String SALESOPS = "Salesops";

  private LeadHistory() {}

  /**
   * Something that happened.
   *
   * @param what a code such as {@code contacted} or {@code call}
   * @param note why, or what was noted; may be empty
   */
  public record Entry(Instant at, String what, Way way, String by, String note) {}

  public static List<Entry> of(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.events().stream())
        .map(Envelope::data)
        .flatMap(event -> Stream.ofNullable(entry(event)))
        .sorted(java.util.Comparator.comparing(Entry::at))
        .toList();
  }

  private static @Nullable Entry entry(Event event) {
    return switch (event) {
      case ActivityLogged logged ->
          new Entry(
              logged.activity().at(),
              code(logged.activity().kind()),
              logged.way(),
              logged.by(),
              logged.activity().note());
      case LeadContacted e -> new Entry(e.contactedAt(), "contacted", e.way(), e.by(), "");
      case LeadQualified e -> new Entry(e.qualifiedAt(), "qualified", e.way(), e.by(), "");
      case LeadDisqualified e ->
          new Entry(e.disqualifiedAt(), "disqualified", e.way(), e.by(), e.reason());
      case ResponseOverdue e ->
          new Entry(e.dueAt(), "overdue", Way.AUTOMATIC, SALESOPS, code(e.measure()));
      case NurtureDue e ->
          new Entry(
              e.at(),
              "nurture due",
              Way.AUTOMATIC,
              SALESOPS,
              Objects.requireNonNullElse(e.reason(), ""));
      default -> null;
    };
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
