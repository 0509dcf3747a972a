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

/** Assigns each lead to a rep, and keeps leads without an owner waiting. */
final class RoutingService {
  private static final Service ROUTING = new Service("routing");

  private RoutingService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(Table.named("routing").indexedBy(new Table.Index("held", "held", "dueAt"))),
        List.of(
            ROUTING
                .function("routing", "RoutingHandler", 20)
                // Few at a time: batches of the same pool contend for its turn.
                .startedBy(Trigger.Queue.of(2, event("scoring", "LeadScored")))
                .needing(
                    table("BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"), SETTINGS),
            ROUTING
                .function("routing-held", "HeldLeadsHandler", 30)
                .startedBy(
                    Trigger.Queue.of(
                            2,
                            event("settings", "SettingsApplied"),
                            event("routing", "LeadReturned"))
                        .waiting(Duration.ofSeconds(1))
                        .ticking(
                            new Trigger.Schedule(
                                Duration.ofMinutes(1),
                                new Due.InIndex("held", "held", ChronoUnit.SECONDS))))
                .needing(
                    tableAndIndexes("BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"),
                    SETTINGS),
            ROUTING
                .function("routing-work", "WorkHandler", 20)
                .startedBy(
                    Trigger.Queue.of(
                        2,
                        event("deals", "LeadDisqualified"),
                        event("deals", "DealOpened"),
                        event("deals", "ResponseOverdue"),
                        event("deals", "NurtureDue")))
                .needing(
                    table("BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"), SETTINGS),
            ROUTING
                .function("routing-operations", "OperationsHandler", 30)
                .startedBy(new Trigger.Invoke())
                .needing(
                    tableAndIndexes(
                        "BatchGetItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"),
                    SETTINGS),
            ROUTING
                .function("routing-decision", "DecisionHandler", 10)
                .startedBy(new Trigger.Http(List.of("GET /leads/{id}/decision"), false))
                .needing(table("BatchGetItem", "Query"), SETTINGS),
            ROUTING
                .function("routing-pages", "PagesHandler", 20)
                .startedBy(
                    // The token in the link is the permission of the person it was sent to.
                    new Trigger.Http(
                        List.of("GET /actions/{token}", "POST /actions/{token}"), true),
                    new Trigger.Http(List.of("GET /leads/{id}"), false))
                .needing(
                    tableAndIndexes("BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem"),
                    SETTINGS,
                    secret(SIGNING_KEY),
                    PUBLIC_ADDRESS),
            // Leads, by person; not companies, reps or pools.
            ROUTING.publisher(Service.keys("p#")),
            ROUTING.republisher()));
  }
}
