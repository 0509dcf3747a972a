package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.cdk.Deployment.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import salesops.wiring.Function;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;

/** Rules, queues, streams and schedules start functions as the wiring says. */
final class TriggersTest {
  private final Deployment deployment = Deployment.made();

  @Test
  void feedsEachQueueByTheRulesOfTheWiring() {
    Set<String> expected = new TreeSet<>();
    Set<String> deployed = new TreeSet<>();
    for (Function wired : Wiring.SUITE.functions()) {
      wired
          .trigger(Trigger.Queue.class)
          .ifPresent(
              q ->
                  q.events().stream()
                      .collect(
                          Collectors.groupingBy(
                              Trigger.Source::producer,
                              Collectors.mapping(
                                  s -> "\"" + s.event() + "\"", Collectors.joining(","))))
                      .forEach(
                          (producer, events) ->
                              expected.add(
                                  name(wired, "queue")
                                      + ".Arn {\"source\":[\"salesops."
                                      + producer
                                      + "\"],\"detail-type\":["
                                      + events
                                      + "]}")));
    }
    deployment
        .resources("AWS::Events::Rule")
        .forEach(
            (name, rule) -> {
              JsonNode properties = rule.path("Properties");
              JsonNode pattern = properties.path("EventPattern");
              if (!pattern.isMissingNode()) {
                assertEquals("bus", deployment.text(properties.path("EventBusName")), name);
                assertEquals(1, properties.path("Targets").size(), name);
                JsonNode target = properties.at("/Targets/0");
                deployed.add(deployment.text(target.path("Arn")) + " " + inOrder(pattern));
                assertTrue(
                    deployment.text(target.at("/DeadLetterConfig/Arn")).endsWith("deadletters.Arn"),
                    name);
              }
            });
    assertEquals(expected, deployed);
    assertEquals(
        "salesops", deployment.properties("AWS::Events::EventBus", "bus").path("Name").asText());
  }

  private static String inOrder(JsonNode pattern) {
    List<String> members = new ArrayList<>();
    List.of("source", "detail-type")
        .forEach(name -> members.add("\"" + name + "\":" + pattern.path(name)));
    assertEquals(members.size(), pattern.size());
    return "{" + String.join(",", members) + "}";
  }

  /** Each copy of an event in a queue is paid for, also when no webhook is set up. */
  @Test
  void disablesTheRulesOfWebhooksUntilTheDeploymentWantsThem() {
    JsonNode template = deployment.template(SalesopsApp.FUNCTIONS);
    assertEquals("off", template.at("/Parameters/Webhooks/Default").asText());
    Set<String> switched = new TreeSet<>();
    deployment
        .resources("AWS::Events::Rule")
        .forEach(
            (name, rule) -> {
              JsonNode state = rule.at("/Properties/State");
              if (state.isObject()) {
                assertEquals(
                    "[\"WebhooksOn\",\"ENABLED\",\"DISABLED\"]", state.path("Fn::If").toString());
                switched.add(name);
              } else {
                assertEquals("ENABLED", state.asText(), name);
              }
            });
    assertEquals(Set.of("webhooksfromrouting"), switched);
  }

  @Test
  void emptiesEachQueueAsTheWiringSays() {
    int queues = 0;
    for (Function wired : Wiring.SUITE.functions()) {
      var trigger = wired.trigger(Trigger.Queue.class);
      if (trigger.isEmpty()) {
        continue;
      }
      queues++;
      JsonNode queue = deployment.properties("AWS::SQS::Queue", name(wired, "queue"));
      assertEquals(wired.visibility().toSeconds(), queue.path("VisibilityTimeout").asLong());
      assertEquals(trigger.get().receivesMax(), queue.at("/RedrivePolicy/maxReceiveCount").asInt());
      JsonNode mapping =
          deployment.properties("AWS::Lambda::EventSourceMapping", name(wired, "queuemapping"));
      assertEquals(name(wired, "queue") + ".Arn", deployment.text(mapping.path("EventSourceArn")));
      assertEquals(trigger.get().batchSize(), mapping.path("BatchSize").asInt());
      assertEquals(
          trigger.get().window().toSeconds(),
          mapping.path("MaximumBatchingWindowInSeconds").asLong());
      assertEquals(
          trigger.get().concurrencyMax(), mapping.at("/ScalingConfig/MaximumConcurrency").asInt());
      assertEquals("ReportBatchItemFailures", mapping.at("/FunctionResponseTypes/0").asText());
    }
    assertEquals(queues, mappings("queuemapping"));
  }

  @Test
  void readsEachStreamAsTheWiringSays() {
    int streams = 0;
    for (Function wired : Wiring.SUITE.functions()) {
      var trigger = wired.trigger(Trigger.Stream.class);
      if (trigger.isEmpty()) {
        continue;
      }
      streams++;
      JsonNode mapping =
          deployment.properties("AWS::Lambda::EventSourceMapping", name(wired, "streammapping"));
      assertEquals(
          "table" + trigger.get().table() + ".StreamArn",
          deployment.text(mapping.path("EventSourceArn")));
      assertEquals(trigger.get().batchSize(), mapping.path("BatchSize").asInt());
      int retriesMax = trigger.get().retriesMax();
      assertEquals(
          retriesMax == Trigger.Stream.UNTIL_EXPIRY ? -1 : retriesMax,
          mapping.path("MaximumRetryAttempts").asInt());
      assertEquals(-1, mapping.path("MaximumRecordAgeInSeconds").asInt());
      assertEquals("TRIM_HORIZON", mapping.path("StartingPosition").asText());
      assertTrue(mapping.path("BisectBatchOnFunctionError").asBoolean());
      assertEquals(
          trigger.get().filter().pattern().orElse(""),
          mapping.at("/FilterCriteria/Filters/0/Pattern").asText());
      assertEquals("ReportBatchItemFailures", mapping.at("/FunctionResponseTypes/0").asText());
      assertEquals(
          name(wired, "deadletters") + ".Arn",
          deployment.text(mapping.at("/DestinationConfig/OnFailure/Destination")));
    }
    assertEquals(streams, mappings("streammapping"));
  }

  /** A publisher that gives up loses events; what can never be published it buries itself. */
  @Test
  void triesToPublishForAsLongAsTheStreamKeepsARecord() {
    for (String table : Wiring.republished()) {
      JsonNode mapping =
          deployment.properties(
              "AWS::Lambda::EventSourceMapping", name(table + "-publisher", "streammapping"));
      assertEquals(-1, mapping.path("MaximumRetryAttempts").asInt(), table);
      assertEquals(-1, mapping.path("MaximumRecordAgeInSeconds").asInt(), table);
    }
  }

  private long mappings(String suffix) {
    return deployment.resources("AWS::Lambda::EventSourceMapping").keySet().stream()
        .filter(name -> name.endsWith(suffix))
        .count();
  }

  @Test
  void startsFunctionsOnScheduleAndTheOthersDailySoThatSnapshotsStay() {
    for (Function wired : Wiring.SUITE.functions()) {
      Set<String> schedules = new TreeSet<>();
      deployment
          .resources("AWS::Events::Rule")
          .forEach(
              (name, rule) -> {
                JsonNode target = rule.at("/Properties/Targets/0");
                String rate = rule.at("/Properties/ScheduleExpression").asText();
                String arn = deployment.text(target.path("Arn"));
                if (!rate.isEmpty()
                    && Set.of(name(wired, "queue") + ".Arn", name(wired, "alias")).contains(arn)) {
                  assertEquals("{}", target.path("Input").asText(), name);
                  schedules.add((arn.endsWith("alias") ? "function " : "queue ") + rate);
                }
              });
      assertEquals(schedules(wired), schedules, wired.name());
    }
  }

  private static Set<String> schedules(Function wired) {
    Set<String> schedules = new TreeSet<>();
    if (!wired.rare()) {
      schedules.add(
          "function "
              + wired
                  .trigger(Trigger.Schedule.class)
                  .map(s -> rate(s.every()))
                  .orElse("rate(1 day)"));
    }
    wired
        .trigger(Trigger.Queue.class)
        .map(Trigger.Queue::schedule)
        .ifPresent(ticks -> schedules.add("queue " + rate(ticks.every())));
    return schedules;
  }

  private static String rate(Duration every) {
    long minutes = every.toMinutes();
    return "rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)");
  }
}
