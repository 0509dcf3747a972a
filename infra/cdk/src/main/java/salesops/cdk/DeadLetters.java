package salesops.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * Where a function's messages end that it cannot handle: after all deliveries of its queue, after
 * all tries of its stream, or when a rule could not deliver. It may hold the only copy of a lead,
 * so it outlives the stack.
 */
final class DeadLetters {
  /** The longest that SQS keeps a message. */
  private static final Duration KEPT = Duration.days(14);

  private final Queue queue;

  DeadLetters(Construct function, Alarms alarms) {
    queue =
        Queue.Builder.create(function, "dead-letters")
            .retentionPeriod(KEPT)
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Nag.accept(queue, "AwsSolutions-SQS3", "This is a dead-letter queue");
    alarms.deadLetters(queue);
  }

  Queue queue() {
    return queue;
  }
}
