package salesops.cdk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import salesops.wiring.Trigger;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.OnFailureProperty;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.FilterCriteria;
import software.amazon.awscdk.services.lambda.FilterRule;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Feeds a table's stream to a function, oldest first, so that nothing written is passed over. */
final class StreamReader {
  private static final Map<String, Object> NEW_ITEMS =
      FilterCriteria.filter(Map.of("eventName", FilterRule.isEqual("INSERT")));

  private StreamReader() {}

  static void feed(
      Construct function,
      Table table,
      Trigger.Stream wired,
      Queue deadLetters,
      Alias alias,
      Role role) {
    EventSourceMapping mapping =
        EventSourceMapping.Builder.create(function, "stream-mapping")
            .target(alias)
            .eventSourceArn(table.getTableStreamArn())
            .startingPosition(StartingPosition.TRIM_HORIZON)
            .batchSize(wired.batchSize())
            .retryAttempts(wired.retriesMax())
            .bisectBatchOnError(true)
            .reportBatchItemFailures(true)
            .filters(wired.newItemsOnly() ? List.of(NEW_ITEMS) : null)
            .build();
    // The library's own way grants more than sending.
    ((CfnEventSourceMapping) Objects.requireNonNull(mapping.getNode().getDefaultChild()))
        .setDestinationConfig(
            DestinationConfigProperty.builder()
                .onFailure(
                    OnFailureProperty.builder().destination(deadLetters.getQueueArn()).build())
                .build());
    Grants.readStream(role, table);
    Grants.bury(role, deadLetters);
  }
}
