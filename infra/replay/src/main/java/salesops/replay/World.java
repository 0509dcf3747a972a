package salesops.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.settings.Settings;
import salesops.routing.FairnessAudit;
import salesops.routing.RoutingReplay;
import salesops.scoring.ScoringReplay;

/**
 * What one version of the settings does with leads, from empty books on.
 *
 * @param outcomes in the order of the leads
 */
record World(List<Outcome> outcomes, FairnessAudit.Report fairness) {
  World {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * @param leads in the order of their submission
   * @param step told after each lead
   */
  static World of(Settings settings, List<Lead> leads, Runnable step) {
    ScoringReplay scoring = new ScoringReplay(settings);
    Map<LeadId, Outcome> outcomes = HashMap.newHashMap(leads.size());
    Map<Outcome.Rotation, List<Outcome.Eligible>> eligible = new HashMap<>();
    RoutingReplay routing =
        new RoutingReplay(
            settings, record -> outcomes.put(record.leadId(), Outcome.of(record, eligible)));
    for (Lead lead : leads) {
      routing.route(scoring.score(lead));
      step.run();
    }
    routing.settle();
    return new World(
        leads.stream().map(lead -> Objects.requireNonNull(outcomes.get(lead.leadId()))).toList(),
        routing.fairness());
  }
}
