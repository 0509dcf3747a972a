package salesops.local.engine;

import salesops.local.faults.Crashes;
import salesops.testkit.metering.Bytes;
import salesops.testkit.metering.Meter;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Receives what a publisher cannot publish. SendMessage is the only SQS call that works. */
final class DeadLetterClient implements SqsClient {
  private static final String PREFIX = "local:dead-letters:";

  private final Engine engine;

  DeadLetterClient(Engine engine) {
    this.engine = engine;
  }

  /** URL of a function's dead-letter queue. */
  static String url(String function) {
    return PREFIX + function;
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    if (!request.queueUrl().startsWith(PREFIX)) {
      throw new IllegalArgumentException("no queue " + request.queueUrl());
    }
    Crashes.point(engine.faults(), "before SendMessage");
    engine
        .meter()
        .queueRequests
        .add(Meter.chargedRequests(Bytes.utf8Length(request.messageBody())));
    engine.deadLetters().add(request.queueUrl().substring(PREFIX.length()), request.messageBody());
    Crashes.point(engine.faults(), "after SendMessage");
    return SendMessageResponse.builder().messageId(PREFIX).build();
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
