package salesops.e2e;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import salesops.cdk.SalesopsApp;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.runtime.Json;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** The deployed suite as an operator sees it: by the names that CloudFormation gave. */
final class DeployedSuite {
  private final LambdaClient lambda;
  private final DynamoDbClient dynamo;
  private final SqsClient queues;
  private final EventBridgeClient events;
  private final List<StackResourceSummary> resources;
  private final Map<String, String> outputs = new TreeMap<>();

  DeployedSuite(LocalAws aws) {
    lambda = aws.client(LambdaClient.builder());
    dynamo = aws.client(DynamoDbClient.builder());
    queues = aws.client(SqsClient.builder());
    events = aws.client(EventBridgeClient.builder());
    try (CloudFormationClient cloudFormation = aws.client(CloudFormationClient.builder())) {
      resources =
          List.of(SalesopsApp.STATE, SalesopsApp.FUNCTIONS).stream()
              .flatMap(
                  stack ->
                      cloudFormation
                          .listStackResourcesPaginator(r -> r.stackName(stack))
                          .stackResourceSummaries()
                          .stream())
              .toList();
      for (String stack : List.of(SalesopsApp.STATE, SalesopsApp.FUNCTIONS)) {
        cloudFormation
            .describeStacks(r -> r.stackName(stack))
            .stacks()
            .getFirst()
            .outputs()
            .forEach(o -> outputs.put(o.outputKey(), o.outputValue()));
      }
    }
  }

  List<StackResourceSummary> resources() {
    return resources;
  }

  LambdaClient lambda() {
    return lambda;
  }

  DynamoDbClient dynamo() {
    return dynamo;
  }

  /** Value of an output of one of the stacks. */
  String output(String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new AssertionError("no output " + name + " in " + outputs.keySet());
    }
    return value;
  }

  /** What CloudFormation calls the resource of a construct, such as {@code scoring/queue}. */
  String physicalId(String type, String construct) {
    String name = construct.replaceAll("[^A-Za-z0-9]", "");
    return resources.stream()
        .filter(r -> r.resourceType().equals(type))
        .filter(r -> r.logicalResourceId().matches(name + "[0-9A-F]{8}"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " " + construct))
        .physicalResourceId();
  }

  /** Calls a function's alias and returns its answer. */
  JsonNode invoke(String function, String payload) {
    String alias = physicalId("AWS::Lambda::Alias", function + "/alias");
    InvokeResponse response =
        lambda.invoke(r -> r.functionName(alias).payload(SdkBytes.fromUtf8String(payload)));
    String answer = response.payload().asUtf8String();
    if (response.functionError() != null) {
      throw new AssertionError(function + " failed: " + answer);
    }
    return Json.MAPPER.readTree(answer);
  }

  /** Puts an event on the suite's bus, in a producer's name. */
  void publish(String producer, String type, String detail) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName("salesops")
            .source("salesops." + producer)
            .detailType(type)
            .detail(detail)
            .build();
    PutEventsResponse answer = events.putEvents(r -> r.entries(entry));
    if (answer.failedEntryCount() > 0) {
      throw new AssertionError("the bus refused " + answer.entries());
    }
  }

  /** Writes an item as no function would. */
  void put(String service, Map<String, AttributeValue> item) {
    dynamo.putItem(r -> r.tableName(table(service)).item(item));
  }

  /** All items of a service's table. */
  List<Map<String, AttributeValue>> items(String service) {
    return dynamo.scanPaginator(r -> r.tableName(table(service))).items().stream().toList();
  }

  /** The events of a kind that a service's items carry. */
  <T extends Event> List<Envelope<T>> carried(String service, Class<T> event) {
    return items(service).stream()
        .filter(item -> item.containsKey(Outbox.ATTRIBUTE))
        .flatMap(item -> Outbox.readAll(item.get(Outbox.ATTRIBUTE)).stream())
        .filter(e -> event.isInstance(e.data()))
        .map(e -> new Envelope<>(e.meta(), event.cast(e.data())))
        .toList();
  }

  /** The assignment of a lead, once there is one. */
  Optional<LeadAssigned> assignment(String leadId) {
    return carried("routing", LeadAssigned.class).stream()
        .map(Envelope::data)
        .filter(a -> a.lead().leadId().value().equals(leadId))
        .findFirst();
  }

  private String table(String service) {
    return output("Table" + Character.toUpperCase(service.charAt(0)) + service.substring(1));
  }

  /** Bodies of the messages that wait in a queue, which stay there. */
  List<String> waiting(String construct) {
    String url = queueUrl(construct);
    return queues
        .receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(0))
        .messages()
        .stream()
        .map(m -> m.body())
        .toList();
  }

  /** Takes a message from a queue and gives it back, as a consumer that failed at once. */
  boolean failOnce(String construct, String text) {
    String url = queueUrl(construct);
    return queues
        .receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(1).visibilityTimeout(0))
        .messages()
        .stream()
        .anyMatch(m -> m.body().contains(text));
  }

  private String queueUrl(String construct) {
    return physicalId("AWS::SQS::Queue", construct);
  }

  /** Switches the delivery from a function's queue on or off, and waits until it is. */
  void deliver(String function, boolean on) {
    String mapping = physicalId("AWS::Lambda::EventSourceMapping", function + "/queue-mapping");
    lambda.updateEventSourceMapping(r -> r.uuid(mapping).enabled(on));
    String state = on ? "Enabled" : "Disabled";
    Waiting.until(
        "mapping " + state,
        Waiting.FLOW_MAX,
        () ->
            Optional.of(lambda.getEventSourceMapping(r -> r.uuid(mapping)).state())
                .filter(state::equals));
  }

  /** Types of the resources that LocalStack took note of without making them. */
  Set<String> pretended() {
    return resources.stream()
        .filter(r -> r.physicalResourceId() == null || r.physicalResourceId().equals("unknown"))
        .map(StackResourceSummary::resourceType)
        .collect(Collectors.toSet());
  }
}
