package salesops.wiring;

import static salesops.wiring.Service.PUBLIC_ADDRESS;
import static salesops.wiring.Service.SETTINGS;
import static salesops.wiring.Service.SIGNING_KEY;
import static salesops.wiring.Service.event;
import static salesops.wiring.Service.secret;
import static salesops.wiring.Service.table;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Notifies reps, managers and team channels in Slack. */
public final class SlackService {
  private static final Service SLACK = new Service("slack");

  /** Bot token that messages are sent with. */
  public static final Secret TOKEN =
      new Secret(
          "slack-token",
          "SLACK_TOKEN_SECRET",
          "Slack bot token (xoxb-…) that Salesops sends messages with",
          "Slack issues bot tokens; Salesops cannot renew them",
          new Secret.Initial.Unset());

  /** Address of Slack's Web API, which differs for GovSlack and for a stand-in. */
  public static final Need.Choice API =
      new Need.Choice("SLACK_API", "slackApi", "https://slack.com/api");

  private SlackService() {}

  static Wiring wiring() {
    return new Wiring(
        List.of(Table.named("slack").expiring()),
        List.of(
            SLACK
                .function("slack", "SlackHandler", 20)
                .startedBy(
                    Trigger.Queue.of(
                        5,
                        event("routing", "LeadAssigned"),
                        event("routing", "LeadUnassigned"),
                        event("routing", "LeadReturned"),
                        event("intake", "LeadQuarantined"),
                        event("deals", "ResponseOverdue"),
                        event("deals", "LeadQualified"),
                        event("deals", "DealOpened"),
                        event("deals", "DealWon"),
                        event("quota", "QuotaReached"),
                        event("quota", "CreditHeld"),
                        event("quota", "PaceReported"),
                        event("quota", "PeriodClosed"),
                        event("quota", "ContestClosed")))
                .needing(table("GetItem", "PutItem"), SETTINGS),
            SLACK
                .function("slack-sender", "SenderHandler", 50)
                .startedBy(
                    // Large batches: in a flood each batch wakes a channel once, and the shard
                    // waits for it.
                    new Trigger.Stream("slack", 1_000, 3, new StreamFilter.NewItems()),
                    new Trigger.Schedule(
                        Duration.ofMinutes(1),
                        // Waiting rows, channels that a sender has claimed or abandoned, and
                        // digests.
                        new Due.Marked(
                            Set.of("note", "owner", "left", "inFlight", "reported"),
                            settings -> settings.slack().managerDigests(),
                            Duration.ofMinutes(1))))
                .needing(
                    table("BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "Query"),
                    SETTINGS,
                    secret(TOKEN),
                    API,
                    secret(SIGNING_KEY),
                    PUBLIC_ADDRESS)
                .withAlarms(
                    // At least 15 minutes: a refused channel is retried every ten minutes.
                    new Alarm(
                        "SlackRefused",
                        Alarm.Statistic.SUM,
                        Duration.ofMinutes(15),
                        0,
                        1,
                        "is refused by Slack: salesops settings check"),
                    new Alarm(
                        "SlackOldestWaitingSeconds",
                        Alarm.Statistic.MAXIMUM,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15).toSeconds(),
                        2,
                        "cannot send: the oldest message has waited for more than 15 minutes")),
            SLACK
                .function("slack-operations", "OperationsHandler", 20)
                .withMemory(512)
                .startedBy(new Trigger.Invoke())
                .needing(secret(TOKEN), API)));
  }
}
