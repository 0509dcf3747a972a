package salesops.wiring;

import static salesops.wiring.Service.PUBLIC_ADDRESS;
import static salesops.wiring.Service.SETTINGS;
import static salesops.wiring.Service.SIGNING_KEY;
import static salesops.wiring.Service.event;
import static salesops.wiring.Service.secret;
import static salesops.wiring.Service.table;
import static salesops.wiring.Service.tableAndIndexes;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Follows leads from their owner to a won or lost deal. */
public final class DealsService {
  private static final Service DEALS = new Service("deals");

  /** Keys that CRMs sign their changes with, by name. */
  public static final Secret CRM_KEYS =
      new Secret(
          "crm-keys",
          "CRM_KEYS_SECRET",
          "Keys that CRMs sign changes of deals with, all of them good: {name: key}",
          "A key is replaced together with the CRM that signs with it",
          new Secret.Initial.NamedKey("current"));

  /** No CRM can know the time of the local suite, whose clock is virtual. */
  private static final Need CRM_TIME = new Need.Text("CRM_TIME", "checked", "unchecked");

  private DealsService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(
            Table.named("deals")
                .indexedBy(
                    new Table.Index("due", "due", "dueAt"),
                    new Table.Index("owner", "owner", "closeBy"))),
        List.of(
            DEALS
                .function("deals", "LeadsHandler", 20)
                .startedBy(
                    Trigger.Queue.of(
                        5,
                        event("routing", "LeadAssigned"),
                        event("routing", "LeadReturned"),
                        event("routing", "LeadClosed"),
                        event("settings", "SettingsApplied")))
                .needing(table("GetItem", "PutItem"), SETTINGS),
            DEALS
                .function("deals-due", "DueHandler", 50)
                .startedBy(
                    new Trigger.Schedule(
                        Duration.ofMinutes(1), new Due.InIndex("due", "due#", ChronoUnit.SECONDS)))
                .needing(tableAndIndexes("GetItem", "PutItem"), SETTINGS),
            DEALS
                .function("deals-pages", "PagesHandler", 20)
                .startedBy(
                    // The token of a link is the permission of the person it was sent to.
                    new Trigger.Http(List.of("GET /work/{token}", "POST /work/{token}"), true))
                .needing(
                    table("GetItem", "PutItem"), SETTINGS, secret(SIGNING_KEY), PUBLIC_ADDRESS),
            DEALS
                // No longer than the HTTP API waits.
                .function("deals-crm", "CrmHandler", 30)
                .startedBy(
                    // The signature is the permission.
                    new Trigger.Http(List.of("POST /hooks/crm"), true))
                .needing(
                    table("BatchGetItem", "GetItem", "PutItem"),
                    SETTINGS,
                    secret(CRM_KEYS),
                    CRM_TIME),
            DEALS
                .function("deals-operations", "OperationsHandler", 30)
                .startedBy(new Trigger.Invoke())
                .needing(tableAndIndexes("BatchGetItem", "GetItem", "PutItem", "Query"), SETTINGS),
            // The steps of leads and deals; not their heads.
            DEALS.publisher(Service.keys("h#")),
            DEALS.republisher()));
  }
}
