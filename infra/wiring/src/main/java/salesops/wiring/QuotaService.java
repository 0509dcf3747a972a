package salesops.wiring;

import static salesops.wiring.Service.SETTINGS;
import static salesops.wiring.Service.event;
import static salesops.wiring.Service.table;

import java.util.List;

/** Counts won deals towards quotas. */
final class QuotaService {
  private static final Service QUOTA = new Service("quota");

  private QuotaService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(Table.named("quota")),
        List.of(
            QUOTA
                .function("quota", "QuotaHandler", 20)
                // Few at a time: deals of one rep contend for the rep's counter.
                .startedBy(
                    Trigger.Queue.of(
                        2,
                        event("deals", "DealOpened"),
                        event("deals", "DealChanged"),
                        event("deals", "DealWon"),
                        event("deals", "DealLost"),
                        event("deals", "DealReopened")))
                .needing(table("BatchGetItem", "GetItem", "PutItem", "Query"), SETTINGS),
            QUOTA
                .function("quota-operations", "OperationsHandler", 30)
                .startedBy(new Trigger.Invoke())
                .needing(table("BatchGetItem", "GetItem", "Query", "Scan"), SETTINGS),
            // Milestones; neither deals nor the ledger.
            QUOTA.publisher(Service.keys("q#")),
            QUOTA.republisher()));
  }
}
