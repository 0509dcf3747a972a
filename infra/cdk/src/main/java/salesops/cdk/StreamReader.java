package salesops.cdk;

import java.util.List;
import java.util.Objects;
import salesops.wiring.Trigger;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.FilterCriteriaProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.FilterProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.OnFailureProperty;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Feeds a table's stream to a function, oldest first, so that nothing written is passed over. */
final class StreamReader {
  /** No limit of Lambda's; a record is gone after the 24 hours that the stream keeps it. */
  private static final int UNLIMITED = -1;

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
            .bisectBatchOnError(true)
            .reportBatchItemFailures(true)
            .build();
    CfnEventSourceMapping raw =
        (CfnEventSourceMapping) Objects.requireNonNull(mapping.getNode().getDefaultChild());
    // Said even where it is the default: CloudFormation leaves alone what a template leaves out.
    raw.setMaximumRetryAttempts(
        wired.retriesMax() == Trigger.Stream.UNTIL_EXPIRY ? UNLIMITED : wired.retriesMax());
    raw.setMaximumRecordAgeInSeconds(UNLIMITED);
    wired
        .filter()
        .pattern()
        .ifPresent(
            pattern ->
                raw.setFilterCriteria(
                    FilterCriteriaProperty.builder()
                        .filters(List.of(FilterProperty.builder().pattern(pattern).build()))
                        .build()));
    // The library's own way grants more than sending.
    raw.setDestinationConfig(
        DestinationConfigProperty.builder()
            .onFailure(OnFailureProperty.builder().destination(deadLetters.getQueueArn()).build())
            .build());
    Grants.readStream(role, table);
    Grants.bury(role, deadLetters);
  }
}
