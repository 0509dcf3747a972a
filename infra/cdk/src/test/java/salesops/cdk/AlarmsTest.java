package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesops.wiring.Alarm;
import salesops.wiring.Function;
import salesops.wiring.Wiring;

final class AlarmsTest {
  private static final String QUEUE = "AWS::SQS::Queue";

  private final Deployment deployment = Deployment.made();

  @Test
  void givesEachQueueDeadLettersAndAnAlarm() {
    Set<String> watched = watched("QueueName", "AWS/SQS");
    Map<String, JsonNode> queues = deployment.resources(QUEUE);
    assertFalse(queues.isEmpty());
    queues.forEach(
        (name, queue) -> {
          assertTrue(watched.contains(name + ".QueueName"), "no alarm on " + name);
          if (!name.endsWith("deadletters")) {
            assertEquals(
                name.replaceFirst("queue$", "deadletters.Arn"),
                deployment.text(queue.at("/Properties/RedrivePolicy/deadLetterTargetArn")));
          }
        });
  }

  @Test
  void callsForPeopleAtTheFirstDeadLetter() {
    deployment
        .resources("AWS::CloudWatch::Alarm")
        .forEach(
            (name, alarm) -> {
              if (name.endsWith("deadlettersalarm")) {
                JsonNode properties = alarm.path("Properties");
                assertEquals(0, properties.path("Threshold").asInt());
                assertEquals(
                    "GreaterThanThreshold", properties.path("ComparisonOperator").asText());
                assertEquals(1, properties.path("EvaluationPeriods").asInt());
                assertEquals(
                    "ApproximateNumberOfMessagesVisible", properties.path("MetricName").asText());
              }
            });
  }

  @Test
  void watchesFunctionsForErrorsThrottlesAndALaggingStreamButNotWhatPeopleCallAndSeeFail() {
    for (Function function : Wiring.SUITE.functions()) {
      Set<String> metrics = new TreeSet<>();
      deployment
          .resources("AWS::CloudWatch::Alarm")
          .forEach(
              (name, alarm) -> {
                JsonNode dimension = alarm.at("/Properties/Dimensions/0");
                if (dimension.path("Name").asText().equals("FunctionName")
                    && deployment
                        .text(dimension.path("Value"))
                        .equals(Deployment.name(function, "function"))) {
                  metrics.add(alarm.at("/Properties/MetricName").asText());
                }
              });
      Set<String> expected = new TreeSet<>();
      if (!function.rare()) {
        expected.addAll(Set.of("Errors", "Throttles"));
      }
      function.streamTable().ifPresent(table -> expected.add("IteratorAge"));
      assertEquals(expected, metrics, function.name());
    }
  }

  @Test
  void watchesWhatFunctionsCountThemselves() {
    Set<String> own = new TreeSet<>();
    for (Function function : Wiring.SUITE.functions()) {
      for (Alarm wired : function.alarms()) {
        own.add(wired.metric());
        JsonNode alarm =
            deployment.properties(
                "AWS::CloudWatch::Alarm", Deployment.name(function, wired.metric()));
        assertEquals("Salesops", alarm.path("Namespace").asText());
        assertEquals(wired.metric(), alarm.path("MetricName").asText());
        assertEquals(
            "[{\"Name\":\"service\",\"Value\":\"" + function.service() + "\"}]",
            alarm.path("Dimensions").toString());
        assertEquals(wired.above(), alarm.path("Threshold").asLong());
        assertEquals(wired.periods(), alarm.path("EvaluationPeriods").asInt());
        assertEquals(wired.period().toSeconds(), alarm.path("Period").asLong());
        assertEquals("notBreaching", alarm.path("TreatMissingData").asText());
      }
    }
    assertEquals(Set.of("SlackOldestWaitingSeconds", "SlackRefused", "WebhookDead"), own);
  }

  @Test
  void noticesAStreamThatNobodyReads() {
    for (Function function : Wiring.SUITE.functions()) {
      function
          .streamTable()
          .ifPresent(
              table -> {
                JsonNode alarm =
                    deployment.properties(
                        "AWS::CloudWatch::Alarm", Deployment.name(function, "unreadalarm"));
                Map<String, String> dimensions = new TreeMap<>();
                alarm
                    .path("Dimensions")
                    .forEach(
                        d ->
                            dimensions.put(
                                d.path("Name").asText(), deployment.text(d.path("Value"))));
                assertEquals(
                    Map.of(
                        "Operation",
                        "GetRecords",
                        "TableName",
                        "table" + table,
                        "StreamLabel",
                        "table" + table + ".StreamArn"),
                    dimensions);
                assertEquals("breaching", alarm.path("TreatMissingData").asText());
                assertEquals("SampleCount", alarm.path("Statistic").asText());
                assertEquals(
                    "LessThanOrEqualToThreshold", alarm.path("ComparisonOperator").asText());
              });
    }
  }

  @Test
  void callsForPeopleWhenVisitorsSeeErrorsOrAreTurnedAway() {
    JsonNode errors = deployment.properties("AWS::CloudWatch::Alarm", "http5xx");
    assertEquals("AWS/ApiGateway", errors.path("Namespace").asText());
    assertEquals("5xx", errors.path("MetricName").asText());
    assertEquals("httpapi", deployment.text(errors.at("/Dimensions/0/Value")));
    JsonNode lines = deployment.properties("AWS::Logs::MetricFilter", "http429lines");
    assertEquals("{ $.status = \"429\" }", lines.path("FilterPattern").asText());
    assertEquals("httpaccesslog", deployment.text(lines.path("LogGroupName")));
    JsonNode refused = deployment.properties("AWS::CloudWatch::Alarm", "http429");
    for (String place : List.of("Namespace", "Name")) {
      assertEquals(
          lines.at("/MetricTransformations/0/Metric" + place).asText(),
          refused.path(place.equals("Name") ? "MetricName" : place).asText());
    }
    assertEquals(0, refused.path("Threshold").asInt());
  }

  @Test
  void sendsEveryAlarmToTheTopic() {
    deployment
        .resources("AWS::CloudWatch::Alarm")
        .forEach(
            (name, alarm) ->
                assertEquals(
                    "alarms", deployment.text(alarm.at("/Properties/AlarmActions/0")), name));
  }

  @Test
  void encryptsQueuesAndRefusesPlainConnections() {
    Set<String> guarded = new TreeSet<>();
    deployment
        .resources("AWS::SQS::QueuePolicy")
        .forEach(
            (name, policy) -> {
              for (JsonNode statement : policy.at("/Properties/PolicyDocument/Statement")) {
                if (statement.path("Effect").asText().equals("Deny")
                    && statement
                        .at("/Condition/Bool/aws:SecureTransport")
                        .asText()
                        .equals("false")) {
                  guarded.add(deployment.text(policy.at("/Properties/Queues/0")));
                }
              }
            });
    deployment
        .resources(QUEUE)
        .forEach(
            (name, queue) -> {
              assertTrue(queue.at("/Properties/SqsManagedSseEnabled").asBoolean(), name);
              assertTrue(guarded.contains(name), name);
            });
  }

  private Set<String> watched(String dimension, String namespace) {
    Set<String> watched = new TreeSet<>();
    deployment
        .resources("AWS::CloudWatch::Alarm")
        .forEach(
            (name, alarm) -> {
              JsonNode first = alarm.at("/Properties/Dimensions/0");
              if (alarm.at("/Properties/Namespace").asText().equals(namespace)
                  && first.path("Name").asText().equals(dimension)) {
                watched.add(deployment.text(first.path("Value")));
              }
            });
    return watched;
  }
}
