package salesops.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.Score;
import salesops.model.settings.RoutingRules.Path;

/**
 * A lead has an owner.
 *
 * @param assignmentSeq 1 for the lead's first owner; a new one only after a return or by hand
 * @param previousRep owner before this one
 * @param territory name of the territory that gave the owner; absent on other paths
 * @param turn the place in the rotation; absent where no turn was used
 * @param settingsVersion settings that the decision was made under
 * @param wroteAgain the person has an open lead with this rep already
 * @param openLeads open leads of the rep, this one included; absent without a capacity
 * @param capacity most open leads of the rep; absent: no limit
 * @param decision what was considered and why others were passed over
 */
public record LeadAssigned(
    Lead lead,
    Score score,
    RepId rep,
    int assignmentSeq,
    @Nullable RepId previousRep,
    Path path,
    @Nullable String territory,
    @Nullable Turn turn,
    int settingsVersion,
    Instant assignedAt,
    boolean wroteAgain,
    @Nullable Integer openLeads,
    @Nullable Integer capacity,
    Decision decision)
    implements Event {

  @Override
  public String aggregate() {
    return lead.leadId().value();
  }

  @Override
  public int version() {
    return assignmentSeq;
  }
}
