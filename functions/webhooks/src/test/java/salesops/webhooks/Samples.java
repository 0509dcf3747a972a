package salesops.webhooks;

import java.time.Instant;
import java.util.List;
import salesops.events.LeadReturned;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.testkit.TestClock;

/** Small events. */
final class Samples {
  static final List<String> ALL = List.of("LeadAssigned", "LeadReturned", "LeadUnassigned");

  private Samples() {}

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
