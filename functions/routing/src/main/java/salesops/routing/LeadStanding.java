package salesops.routing;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.LeadId;
import salesops.model.RepId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item of the table says of a lead: for audits that read the whole table back.
 *
 * @param owner absent for a lead that is held or nurtured
 */
public record LeadStanding(LeadId leadId, State state, @Nullable RepId owner, Grade grade) {
  /** Where a lead can be. */
  public enum State {
    ASSIGNED,
    CLOSED,
    HELD,
    NURTURE
  }

  /** The standing that the item records; empty when it is no lead's record. */
  public static Optional<LeadStanding> of(Map<String, AttributeValue> item) {
    if (!Items.isRecord(item)) {
      return Optional.empty();
    }
    LeadRecord record = Items.record(item);
    return Optional.of(
        new LeadStanding(
            record.leadId(),
            State.valueOf(record.state().name()),
            record.owner(),
            record.content().score().grade()));
  }
}
