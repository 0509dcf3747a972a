package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.cdk.Deployment.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesops.wiring.Function;
import salesops.wiring.Wiring;

/** The HTTP API leads where the wiring says, and tells nobody who asked. */
final class HttpApiTest {
  private final Deployment deployment = Deployment.made();

  @Test
  void opensNothingToThePublicButFormsAndWhatHasATokenOrSignatureOfOurs() {
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
            "POST /actions/{token}",
            "GET /work/{token}",
            "POST /work/{token}",
            "POST /hooks/crm")) {
      expected.put(open, "NONE");
    }
    for (String closed : List.of("GET /leads/{id}", "GET /leads/{id}/decision")) {
      expected.put(closed, "AWS_IAM");
    }
    assertEquals(expected, routes);
    assertTrue(deployment.resources("AWS::Lambda::Url").isEmpty());
  }

  /** Where an address was told to people or set up in DNS, it must outlive the functions. */
  @Test
  void keepsTheAddressInTheStackThatStays() {
    Set<String> gone = new TreeSet<>();
    deployment
        .template(SalesopsApp.FUNCTIONS)
        .path("Resources")
        .forEach(
            r -> {
              String type = r.path("Type").asText();
              if (type.startsWith("AWS::ApiGatewayV2::")) {
                gone.add(type.substring("AWS::ApiGatewayV2::".length()));
              }
            });
    assertEquals(Set.of("Integration", "Route"), gone);
    JsonNode mapping =
        deployment.resources("AWS::ApiGatewayV2::ApiMapping").values().iterator().next();
    assertEquals("DomainGiven", mapping.path("Condition").asText());
    assertEquals("httpapi", deployment.text(mapping.at("/Properties/ApiId")));
    assertEquals("httpdomain", deployment.text(mapping.at("/Properties/DomainName")));
    assertEquals(
        "PublicAddressGiven ? PublicAddress : "
            + "https://httpapi.execute-api.AWS::Region.AWS::URLSuffix",
        deployment.text(deployment.template(SalesopsApp.FUNCTIONS).at("/Outputs/HttpApi/Value")));
  }

  @Test
  void leadsEachRouteToItsFunction() {
    for (Function wired : Wiring.SUITE.functions()) {
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
  void logsNoAddressesOfPagesThatOpenWithTheirAddress() {
    JsonNode stage = deployment.resources("AWS::ApiGatewayV2::Stage").values().iterator().next();
    String format = stage.at("/Properties/AccessLogSettings/Format").asText();
    assertTrue(format.contains("$context.routeKey"), format);
    for (String telling : List.of("path", "Path", "sourceIp", "userAgent", "protocol")) {
      assertTrue(!format.contains(telling), format);
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
    assertEquals(
        "/aws/vendedlogs/salesops/http",
        deployment
            .properties("AWS::Logs::LogGroup", "httpaccesslog")
            .path("LogGroupName")
            .asText());
  }
}
