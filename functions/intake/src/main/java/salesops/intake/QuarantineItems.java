package salesops.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.Event;
import salesops.events.LeadQuarantined;
import salesops.events.LeadSubmitted;
import salesops.intake.Quarantined.Release;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item has besides its event while the lead is kept back, and after it was released.
 *
 * <p>{@code quarantine} = 1 and {@code quarantinedAt} (milliseconds) list those that are kept back;
 * {@code quarantinedLead} finds one by its id and stays for good. {@code reasons}, {@code
 * releasedBy}, {@code releasedAt} and {@code releasedLink} say what happened.
 */
final class QuarantineItems {
  static final String KEPT_BACK = "quarantine";
  static final String AT = "quarantinedAt";
  static final String LEAD = "quarantinedLead";

  /** Indexes are named after their partition key. */
  static final String INDEX = KEPT_BACK;

  static final String LEAD_INDEX = LEAD;

  private static final String REASONS = "reasons";
  private static final String RELEASED_BY = "releasedBy";
  private static final String RELEASED_AT = "releasedAt";
  private static final String RELEASED_LINK = "releasedLink";

  private QuarantineItems() {}

  static final AttributeValue YES = AttributeValue.fromS("1");

  static Map<String, AttributeValue> of(Submission submission) {
    if (submission.suspicions().isEmpty()) {
      return Map.of();
    }
    Lead lead = submission.lead();
    return Map.of(
        KEPT_BACK,
        YES,
        AT,
        AttributeValue.fromN(Long.toString(lead.submittedAt().toEpochMilli())),
        LEAD,
        AttributeValue.fromS(lead.leadId().value()),
        REASONS,
        AttributeValue.fromSs(
            submission.suspicions().stream().map(Suspicion::name).sorted().toList()));
  }

  static Map<String, AttributeValue> of(Release release) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(RELEASED_BY, AttributeValue.fromS(release.by()));
    values.put(RELEASED_AT, AttributeValue.fromS(release.at().toString()));
    if (release.link() != null) {
      values.put(RELEASED_LINK, AttributeValue.fromS(release.link()));
    }
    return values;
  }

  /**
   * The lead as it goes on its way: whoever measures time has to know that it waited. Without room
   * for one attribute more, nobody is told.
   */
  static Lead released(Lead lead, Release release) {
    if (lead.attributes().size() >= Lead.ATTRIBUTES_MAX) {
      return lead;
    }
    Map<String, String> attributes = new HashMap<>(lead.attributes());
    attributes.put(
        Lead.RELEASED_AT.substring(Lead.ATTRIBUTE_PREFIX.length()), release.at().toString());
    Map<String, Origin> origins = new HashMap<>(lead.origins());
    origins.put(Lead.RELEASED_AT, Origin.SETTINGS);
    return new Lead(
        lead.leadId(),
        lead.form(),
        lead.submittedAt(),
        lead.origin(),
        origins,
        lead.identity(),
        lead.fields(),
        attributes);
  }

  /** The item as a lead that is or was kept back. */
  static Quarantined read(Map<String, AttributeValue> item) {
    AttributeValue reasons = item.get(REASONS);
    AttributeValue at = item.get(AT);
    if (reasons == null || at == null) {
      throw new IllegalStateException("intake item was never quarantined");
    }
    return new Quarantined(
        lead(event(item)),
        reasons.ss().stream().sorted().toList(),
        Instant.ofEpochMilli(Long.parseLong(at.n())),
        release(item));
  }

  private static @Nullable Release release(Map<String, AttributeValue> item) {
    AttributeValue by = item.get(RELEASED_BY);
    AttributeValue at = item.get(RELEASED_AT);
    AttributeValue link = item.get(RELEASED_LINK);
    return by == null || at == null
        ? null
        : new Release(by.s(), link == null ? null : link.s(), Instant.parse(at.s()));
  }

  static boolean isOf(Map<String, AttributeValue> item, LeadId lead) {
    AttributeValue id = item.get(LEAD);
    return id != null && id.s().equals(lead.value());
  }

  /** The event that an item was kept with, or was released by. */
  static Event event(Map<String, AttributeValue> item) {
    AttributeValue letter = item.getOrDefault(Outbox.ATTRIBUTE, item.get(Outbox.ARCHIVE));
    if (letter == null) {
      throw new IllegalStateException("intake item lacks its event");
    }
    return Outbox.readAll(letter).getFirst().data();
  }

  static Lead lead(Event event) {
    return switch (event) {
      case LeadSubmitted submitted -> submitted.lead();
      case LeadQuarantined quarantined -> quarantined.lead();
      default -> throw new IllegalStateException("intake told of something else");
    };
  }
}
