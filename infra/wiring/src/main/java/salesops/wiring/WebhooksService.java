package salesops.wiring;

import static salesops.wiring.Service.SETTINGS;
import static salesops.wiring.Service.event;
import static salesops.wiring.Service.secret;
import static salesops.wiring.Service.table;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Posts events to the webhook endpoints in the settings. */
public final class WebhooksService {
  private static final Service WEBHOOKS = new Service("webhooks");

  /** Keys that webhooks are signed with, by endpoint. */
  public static final Secret KEYS =
      new Secret(
          "webhook-keys",
          "WEBHOOK_KEYS_SECRET",
          "Keys that Salesops signs webhooks with: {\"endpoint\": \"key\", …}",
          "A key must be changed together with the system that checks it",
          new Secret.Initial.Text("{}"));

  private static final Switch ON =
      new Switch(
          "Webhooks",
          "Whether events go to the webhooks in the settings; each event costs money",
          settings -> !settings.webhooks().isEmpty());

  /** Locally, the receiver of webhooks is on the same machine. */
  private static final Need LOOPBACK = new Need.Text("WEBHOOK_LOOPBACK", "refused", "allowed");

  private WebhooksService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(
            Table.named("webhooks").indexedBy(new Table.Index("kept", "kept", "dueAt")).expiring()),
        List.of(
            WEBHOOKS
                .function("webhooks", "WebhooksHandler", 20)
                .startedBy(
                    Trigger.Queue.of(
                            2,
                            event("routing", "LeadAssigned"),
                            event("routing", "LeadUnassigned"),
                            event("routing", "LeadReturned"))
                        // Other systems can wait for a fuller batch, which costs a tenth as much.
                        .waiting(Duration.ofSeconds(2))
                        .onlyIf(ON))
                .needing(table("GetItem", "PutItem"), SETTINGS),
            WEBHOOKS
                .function("webhooks-sender", "SenderHandler", 50)
                .startedBy(
                    new Trigger.Stream("webhooks", 100, 3, new StreamFilter.NewItems()),
                    new Trigger.Schedule(
                        Duration.ofMinutes(1),
                        new Due.InIndex("kept", "waiting#", ChronoUnit.MILLIS)))
                .needing(
                    Service.tableAndIndexes("GetItem", "PutItem", "Query"),
                    SETTINGS,
                    secret(KEYS),
                    LOOPBACK)
                .withAlarms(
                    new Alarm(
                        "WebhookDead",
                        Alarm.Statistic.SUM,
                        Duration.ofMinutes(5),
                        0,
                        1,
                        "has given up deliveries: salesops webhooks list")),
            WEBHOOKS
                .function("webhooks-operations", "OperationsHandler", 30)
                .startedBy(new Trigger.Invoke())
                .needing(Service.tableAndIndexes("GetItem", "PutItem", "Query"), SETTINGS)));
  }
}
