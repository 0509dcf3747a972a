package salesops.cli.demo;

import java.util.Map;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Damages a record on purpose: an outbox that nobody can read, as a bug or a careless repair might
 * leave it. It has to end as a dead letter without holding up what comes behind it.
 */
final class Poison {
  /** As a submission's, or its publisher would not read it. */
  static final String KEY_PREFIX = "s#poison-";

  private Poison() {}

  static void put(DynamoDbClient dynamo, int row) {
    dynamo.putItem(
        r ->
            r.tableName("intake")
                .item(
                    Map.of(
                        "pk",
                        AttributeValue.fromS(KEY_PREFIX + row),
                        "sk",
                        AttributeValue.fromN("0"),
                        Outbox.ATTRIBUTE,
                        AttributeValue.fromM(
                            Map.of(
                                "damaged",
                                AttributeValue.fromB(
                                    SdkBytes.fromByteArray(new byte[] {1, 2, 3})))))));
  }
}
