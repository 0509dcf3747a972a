package salesops.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesops.events.LeadReturned;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules;
import salesops.model.settings.Scoring;
import salesops.model.settings.Settings;
import salesops.model.settings.Settings.Webhook;
import salesops.testkit.TestClock;

/** Settings with webhooks, and small events. */
final class Samples {
  static final List<String> ALL = List.of("LeadAssigned", "LeadReturned", "LeadUnassigned");

  private Samples() {}

  static Settings settings(int version, List<Webhook> webhooks) {
    return new Settings(
        version,
        "salt",
        TestClock.START,
        "ops@northwind.example",
        new Settings.Company("Northwind", "Europe/London", "GBP", "02-01"),
        null,
        List.of(),
        new Scoring(
            List.of(), new Scoring.Engagement(336, List.of(), Set.of()), List.of(), List.of()),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        new RoutingRules(
            List.of(),
            90,
            true,
            true,
            Set.of(),
            RoutingRules.WhenFull.PARENT,
            null,
            Set.of(),
            List.of()),
        Settings.SlackRules.atOnce(true, List.of(), true, true),
        webhooks);
  }

  static LeadId lead(int n) {
    String name = "Lead " + n;
    return LeadId.of(PersonKey.ofEmail("salt", "p" + n + "@assurance-lyon.example"), name);
  }

  /** The {@code seq}-th return of a lead, {@code seq} seconds after the start. */
  static LeadReturned returned(int lead, int seq) {
    Instant at = TestClock.START.plusSeconds(seq);
    return new LeadReturned(
        lead(lead),
        new RepId("ana@northwind.example"),
        seq,
        "a student",
        "ana@northwind.example",
        2,
        "Lead " + lead + " seq " + seq,
        at);
  }
}
