package salesops.cdk;

import salesops.wiring.Trigger;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Feeds a table's stream to a function, oldest first, so that nothing written is passed over. */
final class StreamReader {
  private StreamReader() {}

  static void feed(
      Construct function,
      Table table,
      Trigger.Stream wired,
      Queue deadLetters,
      Alias alias,
      Role role) {
    EventSourceMapping.Builder.create(function, "stream-mapping")
        .target(alias)
        .eventSourceArn(table.getTableStreamArn())
        .startingPosition(StartingPosition.TRIM_HORIZON)
        .batchSize(wired.batchSize())
        .retryAttempts(wired.retriesMax())
        .bisectBatchOnError(true)
        .reportBatchItemFailures(true)
        .onFailure(new SqsDlq(deadLetters))
        .build();
    Grants.readStream(role, table);
    Grants.bury(role, deadLetters);
  }
}
