package salesops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesops.deals.crm.ChangeResult;
import salesops.deals.crm.ChangesBody;
import salesops.deals.crm.ReportedChange;
import salesops.deals.deal.DealField;
import salesops.intake.IntakeHandler;
import salesops.model.LeadField;
import salesops.runtime.Json;
import salesops.testkit.TestClock;
import salesops.wiring.Function;
import salesops.wiring.Wiring;
import tools.jackson.databind.JsonNode;

/** The document that describes the HTTP API says what is wired, and its examples are true. */
class OpenApiTest {
  private static final String FILE =
      "functions/intake/src/main/resources/salesops/intake/openapi.json";
  private static final String ADDRESS = "https://salesops.example/openapi.json";
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  private static final String TEXT = text();
  private static final JsonNode DOCUMENT = Json.MAPPER.readTree(TEXT);
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ADDRESS, TEXT)));

  private static String text() {
    try (InputStream in = IntakeHandler.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("no openapi.json");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Operations of the document by route, such as {@code POST /leads}. */
  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    for (var path : DOCUMENT.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        operations.put(
            operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
            operation.getValue());
      }
    }
    return operations;
  }

  /** Routes of the wiring, and whether anybody may call them. */
  private static Map<String, Boolean> routes() {
    Map<String, Boolean> routes = new TreeMap<>();
    for (Function function : Wiring.SUITE.functions()) {
      function
          .http()
          .forEach(http -> http.routes().forEach(route -> routes.put(route, http.open())));
    }
    return routes;
  }

  @Test
  void describesEveryRouteThatIsWiredAndNoOther() {
    Set<String> missing = new TreeSet<>(routes().keySet());
    missing.removeAll(operations().keySet());
    Set<String> surplus = new TreeSet<>(operations().keySet());
    surplus.removeAll(routes().keySet());
    assertTrue(missing.isEmpty(), "wired but not described: " + missing + "; add it to " + FILE);
    assertTrue(surplus.isEmpty(), "described but not wired: " + surplus + "; see " + FILE);
  }

  @Test
  void saysWhichRoutesTakeSignedRequestsOnly() {
    Map<String, Boolean> open = new TreeMap<>();
    operations()
        .forEach(
            (route, operation) -> open.put(route, !operation.path("security").path(0).has("iam")));
    assertEquals(routes(), open, "a route that is not open needs \"security\": [{\"iam\": []}]");
  }

  @Test
  void declaresTheParametersOfEveryPath() {
    operations()
        .forEach(
            (route, operation) -> {
              Set<String> named = new TreeSet<>();
              Matcher matcher = PARAMETER.matcher(route);
              while (matcher.find()) {
                named.add(matcher.group(1));
              }
              Set<String> declared = new TreeSet<>();
              for (JsonNode parameter : operation.path("parameters")) {
                if (parameter.path("in").asString().equals("path")) {
                  assertTrue(parameter.path("required").asBoolean(), route);
                  declared.add(parameter.path("name").asString());
                }
              }
              assertEquals(named, declared, route);
            });
  }

  @Test
  void namesEveryOperationOnceAndSaysWhatItAnswers() {
    Set<String> ids = new HashSet<>();
    operations()
        .forEach(
            (route, operation) -> {
              assertTrue(ids.add(operation.path("operationId").asString()), route);
              assertTrue(operation.has("summary"), route + " has no summary");
              assertTrue(!operation.path("responses").isEmpty(), route + " answers nothing");
              for (JsonNode response : operation.path("responses")) {
                assertTrue(resolved(response).has("description"), route);
              }
            });
  }

  @Test
  void pointsOnlyToWhatIsThere() {
    for (String reference : DOCUMENT.findValuesAsString("$ref")) {
      assertTrue(!at(reference).isMissingNode(), reference);
    }
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? at(node.path("$ref").asString()) : node;
  }

  private static JsonNode at(String reference) {
    return DOCUMENT.at(reference.substring(1));
  }

  @Test
  void takesTheFieldsOfALeadWithTheirLimits() {
    Map<String, String> fields = new TreeMap<>();
    for (LeadField field : LeadField.values()) {
      fields.put(
          field.jsonName(),
          switch (field.kind()) {
            case TEXT -> "string to " + field.max();
            case WHOLE -> "integer to " + field.max();
            case DECIMAL -> "number to " + field.max();
            case FLAG -> "boolean";
          });
    }
    Map<String, String> described = new TreeMap<>();
    for (var property : at("#/components/schemas/Lead/properties").properties()) {
      JsonNode schema = property.getValue();
      JsonNode max = schema.has("maxLength") ? schema.path("maxLength") : schema.path("maximum");
      described.put(
          property.getKey(),
          schema.path("type").asString() + (max.isNumber() ? " to " + max.asInt() : ""));
    }
    described.keySet().removeAll(List.of("form", "token", "attributes"));
    assertEquals(fields, described);
    Set<String> posted = new TreeSet<>();
    at("#/components/schemas/LeadForm/properties").propertyNames().forEach(posted::add);
    posted.removeAll(List.of("form", "token", "consentVersion"));
    assertEquals(fields.keySet(), posted);
  }

  @Test
  void takesTheFieldsOfADealWithTheirLimits() {
    Set<String> described = new TreeSet<>();
    for (var property :
        at("#/components/schemas/CrmChange/properties/fields").path("properties").properties()) {
      described.add(property.getKey());
      int max = property.getValue().path("maxLength").asInt(0);
      if (max > 0) {
        DealField field = DealField.of(property.getKey()).orElseThrow();
        assertEquals(max, field.canonical("x".repeat(max)).length(), property.getKey());
        assertThrows(
            IllegalArgumentException.class,
            () -> field.canonical("x".repeat(max + 1)),
            property.getKey());
      }
    }
    // A deal is removed by members of the change.
    Set<String> fields = new TreeSet<>(Set.of(DealField.names().split(", ", -1)));
    fields.remove(DealField.REMOVED.jsonName());
    assertEquals(fields, described);
  }

  @Test
  void takesTheChangesOfACrmWithTheirLimitsAndAnswersWithTheirOutcomes() {
    JsonNode changes = at("#/components/schemas/CrmChanges/properties/changes");
    assertEquals(ChangesBody.CHANGES_MAX, changes.path("maxItems").asInt());
    assertEquals(
        Stream.of(ChangeResult.Outcome.values()).map(ChangeResult.Outcome::code).toList(),
        at("#/components/schemas/CrmResults/properties/results/items/properties/outcome/enum")
            .valueStream()
            .map(JsonNode::asString)
            .toList());
    JsonNode example =
        at("#/paths/~1hooks~1crm/post/requestBody/content/application~1json/example");
    ChangesBody.Reading reading = new ChangesBody(TestClock.START).read(Json.bytes(example));
    for (ReportedChange change :
        assertInstanceOf(ChangesBody.Reading.Changes.class, reading).all()) {
      assertInstanceOf(ReportedChange.Understood.class, change);
    }
  }

  @Test
  void showsExamplesThatItsSchemasAllow() {
    List<String> seen = new ArrayList<>();
    operations()
        .forEach(
            (route, operation) -> {
              check(operation.path("requestBody"), route, seen);
              operation.path("responses").forEach(r -> check(resolved(r), route, seen));
            });
    assertTrue(seen.containsAll(List.of("POST /leads", "POST /hooks/crm")), seen.toString());
  }

  private static void check(JsonNode body, String route, List<String> seen) {
    for (JsonNode media : body.path("content")) {
      List<JsonNode> examples = new ArrayList<>(media.findValues("value"));
      if (media.has("example")) {
        examples.add(media.path("example"));
      }
      for (JsonNode example : examples) {
        String reference = media.path("schema").path("$ref").asString();
        assertEquals(
            List.of(),
            SCHEMAS
                .getSchema(SchemaLocation.of(ADDRESS + reference))
                .validate(example.toString(), InputFormat.JSON),
            route);
        seen.add(route);
      }
    }
  }
}
