package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesops.wiring.Function;
import salesops.wiring.Need;
import salesops.wiring.Wiring;

final class RolesTest {
  /** Function, resource, service and actions: everything that is allowed, beyond logs. */
  private static final String ALLOWED =
      """
      intake               tableintake.Arn                    dynamodb       GetItem PutItem UpdateItem
      intake               tableintake.Arn/index/quarantine   dynamodb       Query
      intake               tableintake.Arn/index/quarantinedLead dynamodb    Query
      intake               tablesettings.Arn                  dynamodb       GetItem
      intake               signingkey                         secretsmanager GetSecretValue
      intake               serverkeys                         secretsmanager GetSecretValue

      intake-operations    tableintake.Arn                    dynamodb       GetItem PutItem UpdateItem
      intake-operations    tableintake.Arn/index/quarantine   dynamodb       Query
      intake-operations    tableintake.Arn/index/quarantinedLead dynamodb    Query
      intake-operations    tablesettings.Arn                  dynamodb       GetItem

      intake-publisher     tableintake.StreamArn              dynamodb       STREAM
      intake-publisher     *                                  dynamodb       ListStreams
      intake-publisher     bus.Arn                            events         PutEvents
      intake-publisher     intakepublisherdeadletters.Arn     sqs            SendMessage

      intake-republish     tableintake.Arn                    dynamodb       Scan
      intake-republish     bus.Arn                            events         PutEvents

      scoring              tablescoring.Arn                   dynamodb       GetItem PutItem Query
      scoring              tablesettings.Arn                  dynamodb       GetItem
      scoring              scoringqueue.Arn                   sqs            QUEUE

      scoring-publisher    tablescoring.StreamArn             dynamodb       STREAM
      scoring-publisher    *                                  dynamodb       ListStreams
      scoring-publisher    bus.Arn                            events         PutEvents
      scoring-publisher    scoringpublisherdeadletters.Arn    sqs            SendMessage

      scoring-republish    tablescoring.Arn                   dynamodb       Scan
      scoring-republish    bus.Arn                            events         PutEvents

      routing              tablerouting.Arn                   dynamodb       BatchGetItem GetItem PutItem Query UpdateItem
      routing              tablesettings.Arn                  dynamodb       GetItem
      routing              routingqueue.Arn                   sqs            QUEUE

      routing-held         tablerouting.Arn                   dynamodb       BatchGetItem GetItem PutItem Query UpdateItem
      routing-held         tablerouting.Arn/index/held        dynamodb       Query
      routing-held         tablesettings.Arn                  dynamodb       GetItem
      routing-held         routingheldqueue.Arn               sqs            QUEUE

      routing-work         tablerouting.Arn                   dynamodb       BatchGetItem GetItem PutItem Query UpdateItem
      routing-work         tablesettings.Arn                  dynamodb       GetItem
      routing-work         routingworkqueue.Arn               sqs            QUEUE

      routing-operations   tablerouting.Arn                   dynamodb       BatchGetItem GetItem PutItem Query Scan UpdateItem
      routing-operations   tablerouting.Arn/index/held        dynamodb       Query
      routing-operations   tablesettings.Arn                  dynamodb       GetItem

      routing-decision     tablerouting.Arn                   dynamodb       BatchGetItem Query
      routing-decision     tablesettings.Arn                  dynamodb       GetItem

      routing-pages        tablerouting.Arn                   dynamodb       BatchGetItem GetItem PutItem Query UpdateItem
      routing-pages        tablerouting.Arn/index/held        dynamodb       Query
      routing-pages        tablesettings.Arn                  dynamodb       GetItem
      routing-pages        signingkey                         secretsmanager GetSecretValue

      routing-publisher    tablerouting.StreamArn             dynamodb       STREAM
      routing-publisher    *                                  dynamodb       ListStreams
      routing-publisher    bus.Arn                            events         PutEvents
      routing-publisher    routingpublisherdeadletters.Arn    sqs            SendMessage

      routing-republish    tablerouting.Arn                   dynamodb       Scan
      routing-republish    bus.Arn                            events         PutEvents

      deals                tabledeals.Arn                     dynamodb       GetItem PutItem
      deals                tablesettings.Arn                  dynamodb       GetItem
      deals                dealsqueue.Arn                     sqs            QUEUE

      deals-due            tabledeals.Arn                     dynamodb       GetItem PutItem
      deals-due            tabledeals.Arn/index/due           dynamodb       Query
      deals-due            tabledeals.Arn/index/owner         dynamodb       Query
      deals-due            tablesettings.Arn                  dynamodb       GetItem

      deals-pages          tabledeals.Arn                     dynamodb       GetItem PutItem
      deals-pages          tablesettings.Arn                  dynamodb       GetItem
      deals-pages          signingkey                         secretsmanager GetSecretValue

      deals-crm            tabledeals.Arn                     dynamodb       BatchGetItem GetItem PutItem
      deals-crm            tablesettings.Arn                  dynamodb       GetItem
      deals-crm            crmkeys                            secretsmanager GetSecretValue

      deals-operations     tabledeals.Arn                     dynamodb       BatchGetItem GetItem PutItem Query
      deals-operations     tabledeals.Arn/index/due           dynamodb       Query
      deals-operations     tabledeals.Arn/index/owner         dynamodb       Query
      deals-operations     tablesettings.Arn                  dynamodb       GetItem

      deals-publisher      tabledeals.StreamArn               dynamodb       STREAM
      deals-publisher      *                                  dynamodb       ListStreams
      deals-publisher      bus.Arn                            events         PutEvents
      deals-publisher      dealspublisherdeadletters.Arn      sqs            SendMessage

      deals-republish      tabledeals.Arn                     dynamodb       Scan
      deals-republish      bus.Arn                            events         PutEvents

      quota                tablequota.Arn                     dynamodb       BatchGetItem DeleteItem GetItem PutItem Query
      quota                tablesettings.Arn                  dynamodb       GetItem
      quota                quotaqueue.Arn                     sqs            QUEUE

      quota-due            tablequota.Arn                     dynamodb       BatchGetItem DeleteItem GetItem PutItem Query
      quota-due            tablequota.Arn/index/due           dynamodb       Query
      quota-due            tablesettings.Arn                  dynamodb       GetItem

      quota-operations     tablequota.Arn                     dynamodb       BatchGetItem DeleteItem GetItem PutItem Query Scan
      quota-operations     tablesettings.Arn                  dynamodb       GetItem

      quota-publisher      tablequota.StreamArn               dynamodb       STREAM
      quota-publisher      *                                  dynamodb       ListStreams
      quota-publisher      bus.Arn                            events         PutEvents
      quota-publisher      quotapublisherdeadletters.Arn      sqs            SendMessage

      quota-republish      tablequota.Arn                     dynamodb       Scan
      quota-republish      bus.Arn                            events         PutEvents

      slack                tableslack.Arn                     dynamodb       GetItem PutItem
      slack                tablesettings.Arn                  dynamodb       GetItem
      slack                slackqueue.Arn                     sqs            QUEUE

      slack-sender         tableslack.Arn                     dynamodb       BatchGetItem BatchWriteItem GetItem PutItem Query
      slack-sender         tableslack.StreamArn               dynamodb       STREAM
      slack-sender         *                                  dynamodb       ListStreams
      slack-sender         tablesettings.Arn                  dynamodb       GetItem
      slack-sender         slacktoken                         secretsmanager GetSecretValue
      slack-sender         signingkey                         secretsmanager GetSecretValue
      slack-sender         slacksenderdeadletters.Arn         sqs            SendMessage

      slack-operations     slacktoken                         secretsmanager GetSecretValue

      webhooks             tablewebhooks.Arn                  dynamodb       GetItem PutItem
      webhooks             tablesettings.Arn                  dynamodb       GetItem
      webhooks             webhooksqueue.Arn                  sqs            QUEUE

      webhooks-sender      tablewebhooks.Arn                  dynamodb       GetItem PutItem Query
      webhooks-sender      tablewebhooks.Arn/index/kept       dynamodb       Query
      webhooks-sender      tablewebhooks.StreamArn            dynamodb       STREAM
      webhooks-sender      *                                  dynamodb       ListStreams
      webhooks-sender      tablesettings.Arn                  dynamodb       GetItem
      webhooks-sender      webhookkeys                        secretsmanager GetSecretValue
      webhooks-sender      webhookssenderdeadletters.Arn      sqs            SendMessage

      webhooks-operations  tablewebhooks.Arn                  dynamodb       GetItem PutItem Query
      webhooks-operations  tablewebhooks.Arn/index/kept       dynamodb       Query
      webhooks-operations  tablesettings.Arn                  dynamodb       GetItem

      settings-publisher   tablesettings.StreamArn            dynamodb       STREAM
      settings-publisher   *                                  dynamodb       ListStreams
      settings-publisher   bus.Arn                            events         PutEvents
      settings-publisher   settingspublisherdeadletters.Arn   sqs            SendMessage

      settings-republish   tablesettings.Arn                  dynamodb       Scan
      settings-republish   bus.Arn                            events         PutEvents
      """
          .replace(" STREAM", " DescribeStream GetRecords GetShardIterator")
          .replace(" QUEUE", " DeleteMessage GetQueueAttributes ReceiveMessage");

  private final Deployment deployment = Deployment.made();

  @Test
  void allowsEachRoleExactlyWhatItsFunctionDoes() {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (Function function : Wiring.SUITE.functions()) {
      Set<String> lines = new TreeSet<>();
      String logs = Deployment.name(function, "logs") + ".Arn";
      lines.add(logs + " logs:CreateLogStream");
      lines.add(logs + " logs:PutLogEvents");
      expected.put(Deployment.name(function, "role"), lines);
    }
    for (String line : ALLOWED.lines().filter(l -> !l.isBlank()).toList()) {
      List<String> words = Arrays.asList(line.split(" +"));
      Set<String> lines =
          Objects.requireNonNull(expected.get(Deployment.name(words.getFirst(), "role")), line);
      words
          .subList(3, words.size())
          .forEach(action -> lines.add(words.get(1) + " " + words.get(2) + ":" + action));
    }
    assertEquals(print(expected), print(allowed()));
  }

  @Test
  void attachesNoManagedPolicyAndNoneToUsersOrGroups() {
    deployment
        .resources("AWS::IAM::Role")
        .forEach(
            (name, role) -> {
              assertTrue(role.at("/Properties/ManagedPolicyArns").isMissingNode(), name);
              assertTrue(role.at("/Properties/Policies").isMissingNode(), name);
            });
    deployment
        .resources("AWS::IAM::Policy")
        .forEach(
            (name, policy) -> {
              assertTrue(policy.at("/Properties/Users").isMissingNode(), name);
              assertTrue(policy.at("/Properties/Groups").isMissingNode(), name);
            });
    assertTrue(deployment.resources("AWS::IAM::ManagedPolicy").isEmpty());
  }

  @Test
  void letsAPublisherSpeakForItsTableOnly() {
    for (Function function : Wiring.SUITE.functions()) {
      List<String> sources = new ArrayList<>();
      for (JsonNode statement : statements(Deployment.name(function, "roleDefaultPolicy"))) {
        JsonNode source = statement.at("/Condition/ForAllValues:StringEquals/events:source");
        if (!source.isMissingNode()) {
          sources.add(source.asText());
        }
      }
      assertEquals(
          function.needs(Need.Bus.class) ? List.of("salesops." + function.service()) : List.of(),
          sources);
    }
  }

  @Test
  void givesEachFunctionARoleOfItsOwn() {
    Set<String> roles = new HashSet<>();
    deployment
        .resources("AWS::Lambda::Function")
        .forEach(
            (name, function) ->
                assertTrue(roles.add(deployment.text(function.at("/Properties/Role"))), name));
    assertEquals(deployment.resources("AWS::IAM::Role").size(), roles.size());
  }

  private Map<String, Set<String>> allowed() {
    Map<String, Set<String>> allowed = new TreeMap<>();
    deployment
        .resources("AWS::IAM::Policy")
        .forEach(
            (name, policy) -> {
              String role = deployment.text(policy.at("/Properties/Roles/0"));
              for (JsonNode statement : statements(name)) {
                assertEquals("Allow", statement.path("Effect").asText());
                for (JsonNode resource : each(statement.path("Resource"))) {
                  for (JsonNode action : each(statement.path("Action"))) {
                    allowed
                        .computeIfAbsent(role, r -> new TreeSet<>())
                        .add(deployment.text(resource) + " " + action.asText());
                  }
                }
              }
            });
    return allowed;
  }

  private Iterable<JsonNode> statements(String policy) {
    return deployment.properties("AWS::IAM::Policy", policy).at("/PolicyDocument/Statement");
  }

  private static Iterable<JsonNode> each(JsonNode oneOrMore) {
    return oneOrMore.isArray() ? oneOrMore : List.of(oneOrMore);
  }

  private static String print(Map<String, Set<String>> roles) {
    StringBuilder lines = new StringBuilder();
    roles.forEach((role, allowed) -> allowed.forEach(a -> lines.append(role + " " + a + "\n")));
    return lines.toString();
  }
}
