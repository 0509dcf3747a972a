package salesops.runtime.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;

/**
 * The event without content that a schedule sends each function once a day, because Lambda drops a
 * snapshot that nothing starts from. Whatever the type of a handler's events, nothing is to be done
 * for this one.
 */
public final class DailyNoOp {
  private DailyNoOp() {}

  /** Whether this is no request of anybody. */
  public static boolean is(APIGatewayV2HTTPEvent request) {
    return request.getRouteKey() == null;
  }

  /** A batch's messages: none for the no-op. */
  public static List<SQSMessage> messagesOf(SQSEvent batch) {
    return batch.getRecords() == null ? List.of() : batch.getRecords();
  }

  /** A batch's records: none for the no-op. */
  public static List<DynamodbStreamRecord> recordsOf(DynamodbEvent batch) {
    return batch.getRecords() == null ? List.of() : batch.getRecords();
  }
}
