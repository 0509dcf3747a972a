package salesops.wiring;

import static salesops.wiring.Service.SETTINGS;
import static salesops.wiring.Service.event;
import static salesops.wiring.Service.table;
import static salesops.wiring.Service.tableAndIndexes;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Counts won deals towards quotas. */
final class QuotaService {
  private static final Service QUOTA = new Service("quota");

  private QuotaService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(Table.named("quota").indexedBy(new Table.Index("due", "due", "dueAt"))),
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
                        event("deals", "DealReopened"),
                        event("deals", "ActivityLogged"),
                        event("settings", "SettingsApplied")))
                .needing(
                    table("BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query"), SETTINGS),
            QUOTA
                .function("quota-due", "DueHandler", 50)
                .startedBy(
                    new Trigger.Schedule(
                        Duration.ofMinutes(1), new Due.InIndex("due", "due#", ChronoUnit.SECONDS)))
                .needing(
                    tableAndIndexes("BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query"),
                    SETTINGS),
            QUOTA
                .function("quota-operations", "OperationsHandler", 30)
                .startedBy(new Trigger.Invoke())
                .needing(
                    table("BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan"),
                    SETTINGS),
            // What was announced; neither deals nor the ledger.
            QUOTA.publisher(Service.keys("c#", "g#", "n#", "periods", "q#", "w#")),
            QUOTA.republisher()));
  }
}
