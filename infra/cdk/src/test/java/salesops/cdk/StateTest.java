package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesops.wiring.Table;
import salesops.wiring.Wiring;

final class StateTest {
  private static final String TABLE = "AWS::DynamoDB::Table";

  private final Deployment deployment = Deployment.made();

  @Test
  void makesTheTablesOfTheWiring() {
    assertEquals(
        Wiring.SUITE.tables().stream().map(t -> "table" + t.name()).collect(Collectors.toSet()),
        deployment.resources(TABLE).keySet());
    for (Table table : Wiring.SUITE.tables()) {
      JsonNode properties = deployment.properties(TABLE, "table" + table.name());
      assertEquals(List.of("pk HASH", "sk RANGE"), keys(properties), table.name());
      assertEquals(attributes(table), attributeTypes(properties), table.name());
      assertEquals(
          table.timeToLive() == null ? "" : table.timeToLive(),
          properties.at("/TimeToLiveSpecification/AttributeName").asText(),
          table.name());
      assertEquals(indexes(table), indexes(properties), table.name());
    }
  }

  @Test
  void keepsTablesRecoverableEncryptedProtectedAndStreaming() {
    deployment
        .resources(TABLE)
        .forEach(
            (name, table) -> {
              JsonNode properties = table.path("Properties");
              assertTrue(
                  properties
                      .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                      .asBoolean(),
                  name);
              // Encrypted with a key of AWS's own, whose use costs nothing.
              assertFalse(properties.at("/SSESpecification/SSEEnabled").asBoolean(), name);
              assertTrue(properties.path("DeletionProtectionEnabled").asBoolean(), name);
              assertEquals("PAY_PER_REQUEST", properties.path("BillingMode").asText(), name);
              assertEquals(
                  "NEW_AND_OLD_IMAGES",
                  properties.at("/StreamSpecification/StreamViewType").asText(),
                  name);
            });
  }

  @Test
  void retainsWhateverHoldsState() {
    Set<String> stateful = Set.of(TABLE, "AWS::SecretsManager::Secret", "AWS::SNS::Topic");
    Map<String, JsonNode> holders = new TreeMap<>();
    stateful.forEach(type -> holders.putAll(deployment.resources(type)));
    deployment
        .resources("AWS::SQS::Queue")
        .forEach(
            (name, queue) -> {
              if (name.endsWith("deadletters")) {
                holders.put(name, queue);
              }
            });
    assertTrue(holders.size() > Wiring.SUITE.tables().size());
    holders.forEach(
        (name, resource) -> {
          assertEquals("Retain", resource.path("DeletionPolicy").asText(), name);
          assertEquals("Retain", resource.path("UpdateReplacePolicy").asText(), name);
        });
  }

  @Test
  void putsNothingThatCanBeMadeAnewIntoTheStatefulStack() {
    Set<String> types =
        deployment.template(SalesopsApp.STATE).path("Resources").properties().stream()
            .map(r -> r.getValue().path("Type").asText())
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            TABLE,
            "AWS::SecretsManager::Secret",
            "AWS::SNS::Topic",
            "AWS::SNS::TopicPolicy",
            "AWS::SNS::Subscription",
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Stage",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::Logs::LogGroup"),
        types);
  }

  /** Any policy of a topic replaces the default one, which admits the account's own services. */
  @Test
  void letsTheAlarmsOfThisAccountPublishAndNobodyElse() {
    JsonNode policy = deployment.properties("AWS::SNS::TopicPolicy", "alarmsPolicy");
    List<JsonNode> allowing = new ArrayList<>();
    policy
        .at("/PolicyDocument/Statement")
        .forEach(
            statement -> {
              if (statement.path("Effect").asText().equals("Allow")) {
                allowing.add(statement);
              }
            });
    assertEquals(1, allowing.size());
    JsonNode statement = allowing.getFirst();
    assertEquals("cloudwatch.amazonaws.com", statement.at("/Principal/Service").asText());
    assertEquals("sns:Publish", statement.path("Action").asText());
    assertEquals("alarms", deployment.text(statement.path("Resource")));
    assertEquals(
        "AWS::AccountId",
        deployment.text(statement.at("/Condition/StringEquals/aws:SourceAccount")));
    assertEquals(
        "arn:AWS::Partition:cloudwatch:AWS::Region:AWS::AccountId:alarm:*",
        deployment.text(statement.at("/Condition/ArnLike/aws:SourceArn")));
  }

  @Test
  void subscribesSomebodyToAlarmsOnlyWhenAnAddressIsGiven() {
    JsonNode template = deployment.template(SalesopsApp.STATE);
    assertEquals("", template.at("/Parameters/AlarmEmail/Default").asText("none"));
    JsonNode subscription =
        deployment.resources("AWS::SNS::Subscription").values().iterator().next();
    assertEquals("AlarmEmailGiven", subscription.path("Condition").asText());
  }

  private static List<String> keys(JsonNode of) {
    List<String> keys = new ArrayList<>();
    of.path("KeySchema")
        .forEach(
            k -> keys.add(k.path("AttributeName").asText() + " " + k.path("KeyType").asText()));
    return keys;
  }

  private static Map<String, String> attributes(Table table) {
    Map<String, String> types = new TreeMap<>(Map.of("pk", "S", "sk", "N"));
    table
        .indexes()
        .forEach(
            i -> {
              types.put(i.partitionKey(), "S");
              types.put(i.sortKey(), "N");
            });
    return types;
  }

  private static Map<String, String> attributeTypes(JsonNode properties) {
    Map<String, String> types = new TreeMap<>();
    properties
        .path("AttributeDefinitions")
        .forEach(
            a -> types.put(a.path("AttributeName").asText(), a.path("AttributeType").asText()));
    return types;
  }

  private static Map<String, List<String>> indexes(Table table) {
    return table.indexes().stream()
        .collect(
            Collectors.toMap(
                Table.Index::name,
                i ->
                    Stream.of(i.partitionKey() + " HASH", i.sortKey() + " RANGE", "KEYS_ONLY")
                        .toList()));
  }

  private static Map<String, List<String>> indexes(JsonNode properties) {
    Map<String, List<String>> indexes = new TreeMap<>();
    properties
        .path("GlobalSecondaryIndexes")
        .forEach(
            i -> {
              List<String> parts = keys(i);
              parts.add(i.at("/Projection/ProjectionType").asText());
              indexes.put(i.path("IndexName").asText(), parts);
            });
    return indexes;
  }
}
