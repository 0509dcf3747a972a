package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.cdk.Deployment.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesops.wiring.Function;
import salesops.wiring.Wiring;

/** Each function is deployed as the wiring says. */
final class FunctionsTest {
  private final Deployment deployment = Deployment.made();

  @Test
  void makesTheFunctionsOfTheWiring() {
    assertEquals(
        Wiring.SUITE.functions().size(),
        deployment.resources("AWS::Lambda::Function").size(),
        "functions");
    for (Function wired : Wiring.SUITE.functions()) {
      JsonNode function = deployment.properties("AWS::Lambda::Function", name(wired, "function"));
      assertEquals(wired.handler(), function.path("Handler").asText());
      assertEquals(wired.memoryMegabytes(), function.path("MemorySize").asInt());
      assertEquals(wired.timeout().toSeconds(), function.path("Timeout").asLong());
      Set<String> environment = new TreeSet<>();
      function.at("/Environment/Variables").fieldNames().forEachRemaining(environment::add);
      Set<String> expected = new TreeSet<>(Set.of("SERVICE"));
      wired.needs().forEach(need -> expected.add(need.variable()));
      assertEquals(expected, environment, wired.name());
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
        new TreeMap<>(Map.of("SERVICE", "settings", "BUS", "bus", "TABLE", "tablesettings")),
        variables("settings-republish"));
    assertEquals(
        new TreeMap<>(
            Map.of(
                "SERVICE", "slack",
                "SETTINGS_TABLE", "tablesettings",
                "TABLE", "tableslack",
                "SLACK_TOKEN_SECRET", "slacktoken",
                "SLACK_API", "https://slack.com/api",
                "SIGNING_KEY_SECRET", "signingkey",
                "PUBLIC_ADDRESS",
                    "PublicAddressGiven ? PublicAddress : "
                        + "https://httpapi.execute-api.AWS::Region.AWS::URLSuffix")),
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

  private Map<String, String> variables(String function) {
    Map<String, String> values = new TreeMap<>();
    deployment
        .properties("AWS::Lambda::Function", name(function, "function"))
        .at("/Environment/Variables")
        .properties()
        .forEach(v -> values.put(v.getKey(), deployment.text(v.getValue())));
    return values;
  }

  @Test
  void startsFunctionsFromSnapshotsAndLogsWhatTheySayForAWhile() {
    for (Function wired : Wiring.SUITE.functions()) {
      JsonNode function = deployment.properties("AWS::Lambda::Function", name(wired, "function"));
      assertEquals("java25", function.path("Runtime").asText());
      assertEquals("arm64", function.at("/Architectures/0").asText());
      assertEquals(
          wired.rare() ? "" : "PublishedVersions", function.at("/SnapStart/ApplyOn").asText());
      assertTrue(function.path("TracingConfig").isMissingNode(), wired.name());
      assertEquals("JSON", function.at("/LoggingConfig/LogFormat").asText());
      assertEquals("INFO", function.at("/LoggingConfig/ApplicationLogLevel").asText());
      assertEquals("WARN", function.at("/LoggingConfig/SystemLogLevel").asText());
      assertEquals(name(wired, "logs"), deployment.text(function.at("/LoggingConfig/LogGroup")));
      assertTrue(function.path("ReservedConcurrentExecutions").isMissingNode(), wired.name());
    }
    deployment
        .resources("AWS::Logs::LogGroup")
        .forEach(
            (name, logs) -> assertEquals(30, logs.at("/Properties/RetentionInDays").asInt(), name));
  }
}
