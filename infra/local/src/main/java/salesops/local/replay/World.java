package salesops.local.replay;

import java.util.ArrayList;
import java.util.List;
import salesops.events.LeadAssigned;
import salesops.model.Lead;
import salesops.model.settings.Settings;
import salesops.routing.FairnessAudit;
import salesops.routing.LeadRecord;
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
    RoutingReplay routing = new RoutingReplay(settings);
    for (Lead lead : leads) {
      routing.route(scoring.score(lead));
      step.run();
    }
    routing.settle();
    List<Outcome> outcomes = new ArrayList<>(leads.size());
    List<LeadAssigned> assigned = new ArrayList<>();
    for (Lead lead : leads) {
      LeadRecord record = routing.record(lead.leadId()).orElseThrow();
      outcomes.add(Outcome.of(record, lead.submittedAt()));
      record.told(LeadAssigned.class).ifPresent(e -> assigned.add(e.data()));
    }
    return new World(outcomes, FairnessAudit.of(assigned, List.of()));
  }
}
