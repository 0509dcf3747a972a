package salesops.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.model.LeadId;
import salesops.model.deal.Activity;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;

/**
 * A rep did something about a lead or deal.
 *
 * @param activityId unique among the activities of its lead or deal
 * @param leadId absent: it is about a deal without a known lead
 * @param dealId absent: it is about a lead
 * @param by who recorded it
 */
public record ActivityLogged(
    String activityId,
    @Nullable LeadId leadId,
    @Nullable DealId dealId,
    Activity activity,
    Way way,
    String by,
    Instant recordedAt)
    implements Event {
  public ActivityLogged {
    if (leadId == null && dealId == null) {
      throw new IllegalArgumentException("an activity must be about a lead or deal");
    }
  }

  @Override
  public String aggregate() {
    return dealId != null ? dealId.value() : java.util.Objects.requireNonNull(leadId).value();
  }

  /** Always 1: activities have no order but their times. */
  @Override
  public int version() {
    return 1;
  }

  @Override
  public String eventId() {
    return Digests.of(aggregate(), activityId, type());
  }
}
