package salesops.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadAssigned;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.Score;

/**
 * A lead as the operation {@code exportLeads} tells it: whole, with what was decided last.
 *
 * @param settingsVersion settings that the latest decision was made under
 * @param owner absent when nobody has it
 * @param path how the owner was found; absent without one
 * @param territory that gave the owner; absent on other paths
 * @param since when it came into its state
 */
public record RecordedLead(
    Lead lead,
    Score score,
    int scoreVersion,
    int settingsVersion,
    LeadRecord.State state,
    @Nullable RepId owner,
    @Nullable String path,
    @Nullable String territory,
    Instant since) {

  static RecordedLead of(LeadRecord record) {
    LeadRecord.Content content = record.content();
    LeadAssigned assigned = record.told(LeadAssigned.class).map(e -> e.data()).orElse(null);
    return new RecordedLead(
        content.lead(),
        content.score(),
        record.scoreVersion(),
        content.settingsVersion(),
        record.state(),
        record.owner(),
        assigned == null ? null : assigned.path().name(),
        assigned == null ? null : assigned.territory(),
        record.since());
  }
}
