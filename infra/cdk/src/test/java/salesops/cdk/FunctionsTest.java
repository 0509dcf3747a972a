package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesops.wiring.Function;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;

/** The functions stack says what the wiring says. */
final class FunctionsTest {
  private static final List<Function> FUNCTIONS = Wiring.SUITE.functions();

  private final Deployment deployment = Deployment.made();

  @Test
  void makesTheFunctionsOfTheWiring() {
    assertEquals(
        FUNCTIONS.size(), deployment.resources("AWS::Lambda::Function").size(), "functions");
    for (Function wired : FUNCTIONS) {
      JsonNode function = deployment.properties("AWS::Lambda::Function", name(wired, "function"));
      assertEquals(wired.handler(), function.path("Handler").asText());
      assertEquals(wired.memoryMegabytes(), function.path("MemorySize").asInt());
      assertEquals(wired.timeout().toSeconds(), function.path("Timeout").asLong());
      Set<String> environment = new TreeSet<>();
      function.at("/Environment/Variables").fieldNames().forEachRemaining(environment::add);
      assertEquals(wired.environment(), environment, wired.name());
    }
  }

  @Test
  void givesEachFunctionTheNamesOfItsOwnThings() {
    assertEquals(
        new TreeMap<>(
            Map.of(
                "SERVICE", "scoring", "SETTINGS_TABLE", "tablesettings", "TABLE", "tablescoring")),
        variables("scoring"));
    assertEquals(
        new TreeMap<>(
            Map.of(
                "SERVICE",
                "settings",
                "BUS",
                "bus",
                "DEAD_LETTERS",
                "settingspublisherdeadletters")),
        variables("settings-publisher"));
    assertEquals(
        new TreeMap<>(
            Map.of(
                "SERVICE", "slack",
                "SETTINGS_TABLE", "tablesettings",
                "TABLE", "tableslack",
                "SLACK_TOKEN_SECRET", "slacktoken",
                "SLACK_API", "SlackApi",
                "SIGNING_KEY_SECRET", "signingkey",
                "PUBLIC_ADDRESS", "https://httpapi.execute-api.AWS::Region.AWS::URLSuffix")),
        variables("slack-sender"));
    assertEquals(
        new TreeMap<>(
            Map.of(
                "SERVICE", "webhooks",
                "SETTINGS_TABLE", "tablesettings",
                "TABLE", "tablewebhooks",
                "WEBHOOK_KEYS_SECRET", "webhookkeys",
                "WEBHOOK_LOOPBACK", "refused")),
        variables("webhooks-sender"));
  }

  @Test
  void startsFunctionsFromSnapshotsTracedAndLoggedForAWhile() {
    for (Function wired : FUNCTIONS) {
      JsonNode function = deployment.properties("AWS::Lambda::Function", name(wired, "function"));
      assertEquals("java25", function.path("Runtime").asText());
      assertEquals("arm64", function.at("/Architectures/0").asText());
      assertEquals("PublishedVersions", function.at("/SnapStart/ApplyOn").asText());
      assertEquals("Active", function.at("/TracingConfig/Mode").asText());
      assertEquals("JSON", function.at("/LoggingConfig/LogFormat").asText());
      assertEquals(name(wired, "logs"), deployment.text(function.at("/LoggingConfig/LogGroup")));
      assertTrue(function.path("ReservedConcurrentExecutions").isMissingNode(), wired.name());
    }
    deployment
        .resources("AWS::Logs::LogGroup")
        .forEach(
            (name, logs) -> assertEquals(30, logs.at("/Properties/RetentionInDays").asInt(), name));
  }

  @Test
  void feedsEachQueueByTheRulesOfTheWiring() {
    Set<String> expected = new TreeSet<>();
    Set<String> deployed = new TreeSet<>();
    for (Function wired : FUNCTIONS) {
      wired
          .trigger(Trigger.Queue.class)
          .ifPresent(
              q ->
                  q.events()
                      .forEach(s -> expected.add(name(wired, "queue") + ".Arn " + s.pattern())));
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
    assertEquals(
        Set.of("webhooksonLeadAssigned", "webhooksonLeadReturned", "webhooksonLeadUnassigned"),
        switched);
  }

  @Test
  void emptiesEachQueueAsTheWiringSays() {
    int queues = 0;
    for (Function wired : FUNCTIONS) {
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
    assertEquals(queues, withPrefix("AWS::Lambda::EventSourceMapping", "queuemapping"));
  }

  @Test
  void readsEachStreamAsTheWiringSays() {
    int streams = 0;
    for (Function wired : FUNCTIONS) {
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
      assertEquals(trigger.get().retriesMax(), mapping.path("MaximumRetryAttempts").asInt());
      assertEquals("TRIM_HORIZON", mapping.path("StartingPosition").asText());
      assertTrue(mapping.path("BisectBatchOnFunctionError").asBoolean());
      assertEquals(
          trigger.get().newItemsOnly() ? "{\"eventName\":[\"INSERT\"]}" : "",
          mapping.at("/FilterCriteria/Filters/0/Pattern").asText());
      assertEquals("ReportBatchItemFailures", mapping.at("/FunctionResponseTypes/0").asText());
      assertEquals(
          name(wired, "deadletters") + ".Arn",
          deployment.text(mapping.at("/DestinationConfig/OnFailure/Destination")));
    }
    assertEquals(streams, withPrefix("AWS::Lambda::EventSourceMapping", "streammapping"));
  }

  @Test
  void startsFunctionsOnScheduleAndTheOthersDailySoThatSnapshotsStay() {
    for (Function wired : FUNCTIONS) {
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
    schedules.add(
        "function "
            + wired
                .trigger(Trigger.Schedule.class)
                .map(s -> rate(s.every()))
                .orElse("rate(1 day)"));
    wired
        .trigger(Trigger.Queue.class)
        .map(Trigger.Queue::every)
        .ifPresent(every -> schedules.add("queue " + rate(every)));
    return schedules;
  }

  @Test
  void opensNothingToThePublicButTheFormAndLinksWithATokenOfOurs() {
    Map<String, String> routes = new TreeMap<>();
    deployment
        .resources("AWS::ApiGatewayV2::Route")
        .forEach(
            (name, route) ->
                routes.put(
                    route.at("/Properties/RouteKey").asText(),
                    route.at("/Properties/AuthorizationType").asText()));
    Map<String, String> expected = new TreeMap<>();
    for (String open :
        List.of(
            "POST /leads",
            "OPTIONS /leads",
            "GET /forms/{form}",
            "GET /forms/{form}/token",
            "GET /releases/{token}",
            "POST /releases/{token}",
            "GET /assets/{asset}",
            "GET /openapi.json",
            "GET /actions/{token}",
            "POST /actions/{token}")) {
      expected.put(open, "NONE");
    }
    for (String closed : List.of("GET /leads/{id}", "GET /leads/{id}/decision")) {
      expected.put(closed, "AWS_IAM");
    }
    assertEquals(expected, routes);
    assertTrue(deployment.resources("AWS::Lambda::Url").isEmpty());
  }

  @Test
  void logsNoAddressesOfPagesThatOpenWithTheirAddress() {
    JsonNode stage = deployment.resources("AWS::ApiGatewayV2::Stage").values().iterator().next();
    String format = stage.at("/Properties/AccessLogSettings/Format").asText();
    assertTrue(format.contains("$context.routeKey"), format);
    for (String telling : List.of("path", "Path", "sourceIp", "userAgent", "protocol")) {
      assertTrue(!format.contains(telling), format);
    }
  }

  @Test
  void leadsEachRouteToItsFunction() {
    for (Function wired : FUNCTIONS) {
      for (String key : wired.http().stream().flatMap(h -> h.routes().stream()).toList()) {
        JsonNode route =
            deployment.resources("AWS::ApiGatewayV2::Route").values().stream()
                .filter(r -> r.at("/Properties/RouteKey").asText().equals(key))
                .findFirst()
                .orElseThrow();
        String target = deployment.text(route.at("/Properties/Target"));
        JsonNode integration =
            deployment.properties(
                "AWS::ApiGatewayV2::Integration", target.substring("integrations/".length()));
        assertEquals(
            name(wired, "alias"), deployment.text(integration.path("IntegrationUri")), key);
        assertEquals("2.0", integration.path("PayloadFormatVersion").asText());
      }
    }
  }

  @Test
  void limitsAndLogsRequestsWithoutSayingWhoSentThem() {
    JsonNode stage = deployment.properties("AWS::ApiGatewayV2::Stage", "httpstage");
    assertTrue(stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt() > 0);
    assertTrue(stage.at("/DefaultRouteSettings/ThrottlingBurstLimit").asInt() > 0);
    String line = stage.at("/AccessLogSettings/Format").asText();
    assertTrue(line.startsWith("{\"requestId\":\"$context.requestId\""), line);
    assertFalse(
        line.contains("sourceIp") || line.contains("userAgent") || line.contains("user"), line);
    assertEquals(
        "httpaccesslog.Arn", deployment.text(stage.at("/AccessLogSettings/DestinationArn")));
  }

  private Map<String, String> variables(String function) {
    Map<String, String> values = new TreeMap<>();
    deployment
        .properties("AWS::Lambda::Function", Deployment.name(function, "function"))
        .at("/Environment/Variables")
        .properties()
        .forEach(v -> values.put(v.getKey(), deployment.text(v.getValue())));
    return values;
  }

  private long withPrefix(String type, String suffix) {
    return deployment.resources(type).keySet().stream().filter(n -> n.endsWith(suffix)).count();
  }

  private static String inOrder(JsonNode pattern) {
    List<String> members = new ArrayList<>();
    List.of("source", "detail-type")
        .forEach(name -> members.add("\"" + name + "\":" + pattern.path(name)));
    assertEquals(members.size(), pattern.size());
    return "{" + String.join(",", members) + "}";
  }

  private static String rate(Duration every) {
    long minutes = every.toMinutes();
    return "rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)");
  }

  private static String name(Function wired, String construct) {
    return Deployment.name(wired.name(), construct);
  }
}
