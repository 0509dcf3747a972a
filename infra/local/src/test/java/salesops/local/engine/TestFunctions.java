package salesops.local.engine;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** A path in small: post a letter, tell of it, read it. Letters with "poison" cannot be read. */
final class TestFunctions {
  static final String POISON = "poison";

  /** The publisher refuses each record the first time it sees it. */
  static final String REFUSE_ONCE = "REFUSE_ONCE";

  /** The publisher refuses records with this key always. */
  static final String REFUSE = "REFUSE";

  /** The publisher throws at records with this key. */
  static final String THROW = "THROW";

  private TestFunctions() {}

  static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromN("0"));
  }

  /** POST /letters/{name}: stores a letter, once. */
  static final class Post
      implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Platform platform;

    Post(Platform platform) {
      this.platform = platform;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
      String name = Objects.requireNonNull(event.getPathParameters().get("name"));
      String outcome = putOnce(platform, name) ? "posted" : "known";
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(202)
          .withHeaders(Map.of("Content-Type", "text/plain"))
          .withBody(outcome + " " + event.getBody())
          .build();
    }
  }

  static boolean putOnce(Platform platform, String name) {
    try {
      platform
          .dynamo()
          .get()
          .putItem(
              r ->
                  r.tableName(platform.required(Platform.TABLE))
                      .item(key(name))
                      .conditionExpression("attribute_not_exists(pk)"));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /** Tells of each new letter; logs what it tells. */
  static final class Publish implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final Platform platform;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    Publish(Platform platform) {
      this.platform = platform;
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent batch, Context context) {
      for (DynamodbEvent.DynamodbStreamRecord record : batch.getRecords()) {
        String name = Objects.requireNonNull(record.getDynamodb().getKeys().get("pk")).getS();
        if (name.equals(platform.env().get(THROW))) {
          throw new IllegalStateException("asked to");
        }
        if (refuses(name) || !put(name)) {
          return new StreamsEventResponse(
              List.of(
                  new StreamsEventResponse.BatchItemFailure(
                      record.getDynamodb().getSequenceNumber())));
        }
        platform.log().accept("published " + name);
      }
      return new StreamsEventResponse(List.of());
    }

    private boolean refuses(String name) {
      return name.equals(platform.env().get(REFUSE))
          || (platform.env().containsKey(REFUSE_ONCE) && refused.add(name));
    }

    private boolean put(String name) {
      PutEventsResponse response =
          platform
              .events()
              .get()
              .putEvents(
                  r ->
                      r.entries(
                          PutEventsRequestEntry.builder()
                              .eventBusName(platform.required(Platform.BUS))
                              .source("salesops." + platform.required(Platform.SERVICE))
                              .detailType("LetterPosted")
                              .detail("{\"name\":" + Json.text(name) + "}")
                              .build()));
      return response.failedEntryCount() == 0;
    }
  }

  /** Stores that a letter was read; logs the names of each batch. */
  static final class Read implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Platform platform;

    Read(Platform platform) {
      this.platform = platform;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, @Nullable Context context) {
      List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
      for (SQSEvent.SQSMessage message : batch.getRecords()) {
        String name = Json.MAPPER.readTree(message.getBody()).at("/detail/name").asString("");
        if (name.contains(POISON)) {
          failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
        } else {
          boolean first = putOnce(platform, name);
          platform.log().accept((first ? "read " : "read again ") + name);
        }
      }
      return new SQSBatchResponse(failures);
    }
  }

  /** Answers with what it was asked, and the environment. */
  static final class Operate implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final Platform platform;

    Operate(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> request, Context context) {
      platform.log().accept("operated at " + platform.clock().instant());
      if (request.containsKey("fail")) {
        throw new IllegalStateException("asked to");
      }
      return Map.of("request", request, "env", platform.env());
    }
  }
}
