package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.wiring.Wiring;

/** Whatever calls a function names its alias: the bare function has no snapshot to start from. */
final class AliasTest {
  /** What a function is named in that calls it not, but describes it or measures it. */
  private static final Set<String> NO_CALLERS =
      Set.of("AWS::Lambda::Version", "AWS::Lambda::Alias", "AWS::CloudWatch::Alarm");

  private final Deployment deployment = Deployment.made();

  @Test
  void namesNoUnqualifiedFunction() {
    Set<String> functions = deployment.resources("AWS::Lambda::Function").keySet();
    List<String> callers = new ArrayList<>();
    JsonNode resources = deployment.template(SalesopsApp.FUNCTIONS).path("Resources");
    resources
        .properties()
        .forEach(
            r -> {
              if (!NO_CALLERS.contains(r.getValue().path("Type").asText())) {
                referred(r.getValue().path("Properties"))
                    .forEach(
                        name -> {
                          if (functions.contains(name)) {
                            callers.add(r.getKey() + " names " + name);
                          }
                        });
              }
            });
    assertTrue(callers.isEmpty(), callers.toString());
    assertFalse(resources.toString().contains("$LATEST"));
  }

  @Test
  void measuresTheAliasNotTheFunction() {
    deployment
        .resources("AWS::CloudWatch::Alarm")
        .forEach(
            (name, alarm) -> {
              if (alarm.at("/Properties/Namespace").asText().equals("AWS/Lambda")) {
                JsonNode resource = alarm.at("/Properties/Dimensions/1");
                assertEquals("Resource", resource.path("Name").asText(), name);
                assertTrue(deployment.text(resource.path("Value")).endsWith(":live"), name);
              }
            });
  }

  @Test
  void callsByAliasFromEveryMappingIntegrationPermissionAndSchedule() {
    Map<String, String> callers =
        Map.of(
            "AWS::Lambda::EventSourceMapping", "/Properties/FunctionName",
            "AWS::Lambda::Permission", "/Properties/FunctionName",
            "AWS::ApiGatewayV2::Integration", "/Properties/IntegrationUri");
    callers.forEach(
        (type, place) -> {
          Map<String, JsonNode> resources = deployment.resources(type);
          assertFalse(resources.isEmpty(), type);
          resources.forEach(
              (name, resource) -> {
                String named = deployment.text(resource.at(place));
                assertTrue(named.endsWith("alias") || named.endsWith("alias:live"), name);
              });
        });
    deployment
        .resources("AWS::Events::Rule")
        .forEach(
            (name, rule) -> {
              String target = deployment.text(rule.at("/Properties/Targets/0/Arn"));
              assertTrue(target.endsWith("alias") || target.endsWith("queue.Arn"), name);
            });
  }

  @Test
  void pointsEachAliasAtAPublishedVersionOfItsFunction() {
    Map<String, JsonNode> aliases = deployment.resources("AWS::Lambda::Alias");
    assertEquals(Wiring.SUITE.functions().size(), aliases.size());
    aliases.forEach(
        (name, alias) -> {
          assertEquals("live", alias.at("/Properties/Name").asText());
          String version = deployment.text(alias.at("/Properties/FunctionVersion"));
          assertEquals(
              name.replaceFirst("alias$", "functionCurrentVersion.Version"), version, name);
        });
  }

  private static List<String> referred(JsonNode value) {
    List<String> names = new ArrayList<>();
    value.findValues("Ref").forEach(r -> names.add(r.asText().replaceFirst("[0-9A-F]{8}$", "")));
    value
        .findValues("Fn::GetAtt")
        .forEach(g -> names.add(g.path(0).asText().replaceFirst("[0-9A-F]{8}$", "")));
    return names;
  }
}
