package salesops.cdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import salesops.wiring.Function;
import salesops.wiring.Trigger;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** A function's queue: fed by rules on the bus and perhaps a clock, emptied by the function. */
final class Inbox {
  private final Construct function;
  private final Trigger.Queue wired;
  private final Queue queue;

  Inbox(Construct function, Function of, Trigger.Queue wired, Queue deadLetters) {
    this.function = function;
    this.wired = wired;
    this.queue =
        Queue.Builder.create(function, "queue")
            .visibilityTimeout(DeployedFunction.duration(of.visibility()))
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .deadLetterQueue(
                DeadLetterQueue.builder()
                    .queue(deadLetters)
                    .maxReceiveCount(wired.receivesMax())
                    .build())
            .build();
  }

  Queue queue() {
    return queue;
  }

  /**
   * One rule for each producer of events: a stack holds 500 resources, and one rule for each event
   * would be more than all functions.
   *
   * @param wanted the rules are disabled unless this holds; absent: they are enabled
   */
  void rules(EventBus bus, Queue deadLetters, Optional<CfnCondition> wanted) {
    Map<String, List<String>> events = new LinkedHashMap<>();
    wired
        .events()
        .forEach(
            source ->
                events
                    .computeIfAbsent(source.producer(), producer -> new ArrayList<>())
                    .add(source.event()));
    events.forEach((producer, types) -> rule(producer, types, bus, deadLetters, wanted));
    Trigger.Schedule clock = wired.schedule();
    if (clock != null) {
      // No dead letters: a tick that is lost is made up for by the next.
      Rule.Builder.create(function, "clock")
          .schedule(Schedule.rate(DeployedFunction.duration(clock.every())))
          .targets(
              List.of(
                  SqsQueue.Builder.create(queue)
                      .message(RuleTargetInput.fromObject(Map.of()))
                      .build()))
          .build();
    }
  }

  private void rule(
      String producer,
      List<String> types,
      EventBus bus,
      Queue deadLetters,
      Optional<CfnCondition> wanted) {
    Rule rule =
        Rule.Builder.create(function, "from-" + producer)
            .eventBus(bus)
            .eventPattern(
                EventPattern.builder()
                    .source(List.of("salesops." + producer))
                    .detailType(types)
                    .build())
            .targets(List.of(SqsQueue.Builder.create(queue).deadLetterQueue(deadLetters).build()))
            .build();
    wanted.ifPresent(
        condition ->
            ((CfnRule) Objects.requireNonNull(rule.getNode().getDefaultChild()))
                .setState(
                    Fn.conditionIf(condition.getLogicalId(), "ENABLED", "DISABLED").toString()));
  }

  void feed(Alias alias, Role role) {
    EventSourceMapping.Builder.create(function, "queue-mapping")
        .target(alias)
        .eventSourceArn(queue.getQueueArn())
        .batchSize(wired.batchSize())
        .maxBatchingWindow(Duration.seconds(wired.window().toSeconds()))
        .maxConcurrency(wired.concurrencyMax())
        .reportBatchItemFailures(true)
        .build();
    Grants.consume(role, queue);
  }
}
