package salesops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import salesops.cdk.SalesopsApp;
import salesops.cdk.Synth;
import salesops.deals.DealsOperation;
import salesops.deals.DealsOperation.ChangeFields;
import salesops.deals.DealsOperation.LogActivity;
import salesops.deals.DealsOperation.OpenDeal;
import salesops.deals.DealsOperation.QualifyLead;
import salesops.events.DealWon;
import salesops.events.Envelope;
import salesops.events.LeadAssigned;
import salesops.events.LeadQuarantined;
import salesops.events.LeadSubmitted;
import salesops.intake.IntakeOperation;
import salesops.quota.QuotaOperation;
import salesops.runtime.Json;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.slack.SlackStandIn;
import salesops.wiring.SlackService;
import salesops.wiring.Wiring;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deploys the synthesised app as it is and follows one lead, a duplicate and poison through it. The
 * HTTP API is the one thing LocalStack lacks: the intake function is called with a recorded request
 * instead.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeployedSuiteTest {
  /** What a program of the company posts leads with. */
  private static final String SERVER_KEY = "key-of-the-website-in-this-test";

  /** What LocalStack does not have; its resources are noted, not made. */
  private static final Set<String> NOT_IN_LOCALSTACK =
      Set.of(
          "AWS::ApiGatewayV2::Api",
          "AWS::ApiGatewayV2::ApiMapping",
          "AWS::ApiGatewayV2::DomainName",
          "AWS::ApiGatewayV2::Integration",
          "AWS::ApiGatewayV2::Route",
          "AWS::ApiGatewayV2::Stage",
          "AWS::CloudWatch::Dashboard",
          "AWS::Logs::MetricFilter");

  /** The last delivery stays hidden for the queue's visibility before it moves. */
  private static final Duration DEAD_LETTER_MAX =
      Wiring.SUITE.function("scoring").visibility().plus(Waiting.FLOW_MAX);

  private static final String POISON = "poison-on-the-bus";

  private final Clock clock = Clock.systemUTC();
  private @Nullable LocalAws aws;
  private @Nullable SlackStandIn slack;
  private @Nullable DeployedSuite suite;

  @BeforeAll
  @SuppressWarnings("SystemOut") // a skipped test must not go unnoticed
  void deploy() {
    aws = LocalAws.find().orElse(null);
    if (aws == null) {
      System.out.println(LocalAws.MISSING);
      return;
    }
    slack = SlackStandIn.start(clock);
    int port = slack.api().getPort();
    String api = "http://" + aws.reachable().apply(port) + ":" + port + slack.api().getPath();
    Path folder = Synth.write(Path.of("target", "cdk.out"), Map.of(SlackService.API.key(), api));
    try (CloudFormationClient cloudFormation = aws.client(CloudFormationClient.builder());
        S3Client s3 = aws.client(S3Client.builder().forcePathStyle(true))) {
      CloudAssembly assembly = new CloudAssembly(folder, cloudFormation, s3);
      assembly.bootstrap();
      assembly.deploy(SalesopsApp.STATE, Map.of());
      assembly.deploy(SalesopsApp.FUNCTIONS, Map.of());
    }
    suite = new DeployedSuite(aws);
    setSecrets();
    poisonScoring();
    new SettingsTable(suite().dynamo(), suite().output("TableSettings"), clock)
        .apply(SampleSettings.first(clock));
  }

  @BeforeEach
  void skipWithoutLocalStack() {
    assumeTrue(aws != null, LocalAws.MISSING);
  }

  @AfterAll
  void end() {
    if (slack != null) {
      slack.close();
    }
    if (aws != null) {
      aws.close();
    }
  }

  private DeployedSuite suite() {
    return Objects.requireNonNull(suite);
  }

  private SlackStandIn slack() {
    return Objects.requireNonNull(slack);
  }

  private void setSecrets() {
    try (SecretsManagerClient secrets =
        Objects.requireNonNull(aws).client(SecretsManagerClient.builder())) {
      secrets.putSecretValue(
          r -> r.secretId(suite().output("SlackToken")).secretString(SlackStandIn.TOKEN));
      secrets.putSecretValue(
          r ->
              r.secretId(suite().output("ServerKeys"))
                  .secretString(Json.text(Map.of("website", SERVER_KEY))));
    }
  }

  /**
   * All deliveries of a queue would take five times its visibility, ten minutes. So the first four
   * fail here, while the mapping is switched off; the fifth is the deployed function's own. It is
   * looked for at the end, when the message was hidden for long enough.
   */
  private void poisonScoring() {
    suite().deliver("scoring", false);
    suite().publish("intake", "LeadSubmitted", "{\"data\": \"" + POISON + "\"}");
    for (int i = 1; i < receivesMax(); i++) {
      Waiting.until(
          "poison",
          Waiting.FLOW_MAX,
          () -> Optional.of(POISON).filter(p -> suite().failOnce("scoring/queue", p)));
    }
    suite().deliver("scoring", true);
  }

  private static int receivesMax() {
    return Wiring.SUITE
        .function("scoring")
        .trigger(salesops.wiring.Trigger.Queue.class)
        .orElseThrow()
        .receivesMax();
  }

  @Test
  @Order(1)
  void makesEveryResourceOfTheAppForReal() {
    assertFalse(suite().resources().isEmpty());
    Set<String> pretended = new TreeSet<>(suite().pretended());
    pretended.removeAll(NOT_IN_LOCALSTACK);
    assertEquals(Set.of(), pretended);
  }

  @Test
  @Order(2)
  void callsEveryFunctionByItsAlias() {
    List<EventSourceMappingConfiguration> mappings =
        suite().lambda().listEventSourceMappings().eventSourceMappings();
    assertEquals(
        Wiring.SUITE.functions().stream()
            .mapToLong(
                f ->
                    f.triggers().stream()
                        .filter(
                            t ->
                                t instanceof salesops.wiring.Trigger.Queue
                                    || t instanceof salesops.wiring.Trigger.Stream)
                        .count())
            .sum(),
        mappings.size());
    mappings.forEach(m -> assertTrue(m.functionArn().endsWith(":live"), m.functionArn()));
  }

  @Test
  @Order(3)
  void followsALeadFromTheFormToSlack() {
    String leadId = submit(recorded());
    LeadAssigned assigned =
        Waiting.until("owner", Waiting.FLOW_MAX, () -> suite().assignment(leadId));
    String owner = assigned.rep().email();
    List<String> lines =
        Waiting.until(
            "message to the owner",
            Waiting.FLOW_MAX,
            () -> slack().messages(owner).stream().findFirst().map(m -> m.lines()));
    assertTrue(String.join("\n", lines).contains("Assurance Lyon"), lines.toString());
    assertEquals(List.of(), slack().violations());
  }

  @Test
  @Order(4)
  void changesNothingOnADuplicate() {
    String first = submit(recorded());
    Envelope<LeadSubmitted> submitted =
        suite().carried("intake", LeadSubmitted.class).stream()
            .filter(e -> e.data().lead().leadId().value().equals(first))
            .findFirst()
            .orElseThrow();
    assertEquals(first, submit(recorded()));
    suite().publish("intake", "LeadSubmitted", Json.text(submitted));
    // What comes later through the same functions arrives after both duplicates were handled.
    String second = submit(from("dora@other.example.org", "Other"));
    Waiting.until("second owner", Waiting.FLOW_MAX, () -> suite().assignment(second));
    Waiting.until(
        "second message",
        Waiting.FLOW_MAX,
        () -> Optional.of(messages("Other")).filter(n -> n > 0));
    assertEquals(1, messages("Assurance Lyon"));
    assertEquals(2, suite().carried("intake", LeadSubmitted.class).size());
    assertEquals(
        List.of(1, 1),
        suite().carried("routing", LeadAssigned.class).stream()
            .map(e -> e.data().assignmentSeq())
            .toList());
  }

  @Test
  @Order(5)
  void keepsBackWhatABrowserPostsWithoutATokenUntilItIsReleased() {
    ObjectNode request = from("bot@spam.example.org", "Spam");
    ((ObjectNode) request.required("headers")).remove("authorization");
    String leadId = submit(request);
    assertEquals(
        List.of(leadId),
        suite().carried("intake", LeadQuarantined.class).stream()
            .map(e -> e.data().lead().leadId().value())
            .toList());
    assertEquals(Optional.empty(), suite().assignment(leadId));
    JsonNode answer =
        suite().invoke("intake-operations", Json.text(new IntakeOperation.Release(leadId, "test")));
    assertTrue(answer.path("ok").asBoolean(), answer.toString());
    Waiting.until("owner", Waiting.FLOW_MAX, () -> suite().assignment(leadId));
  }

  @Test
  @Order(6)
  void followsALeadToAWonDealAndTheQuota() {
    String leadId = submit(from("fay@garonne.example.org", "Garonne Logistics"));
    LeadAssigned assigned =
        Waiting.until("owner", Waiting.FLOW_MAX, () -> suite().assignment(leadId));
    String owner = assigned.rep().email();
    // Deals hears of the lead at the same time as Slack does.
    Waiting.until(
        "contact",
        Waiting.FLOW_MAX,
        () ->
            answered(
                new LogActivity(
                    leadId, null, "call", 5, null, null, null, false, owner, "e2e contact")));
    done(new QualifyLead(leadId, owner, "e2e qualify"));
    JsonNode opened =
        done(
            new OpenDeal(
                "D-1042",
                Map.of("lead", leadId, "amount", "40000", "products", "Router Pro"),
                owner,
                "e2e open"));
    assertEquals("Garonne Logistics", opened.at("/deal/account").asString());
    done(new ChangeFields("D-1042", Map.of("stage", "won"), owner, "e2e win"));
    JsonNode line =
        Waiting.until("attainment", Waiting.FLOW_MAX, () -> attainment(owner, "4000000"));
    assertEquals("50.0", line.path("percent").asString());
    Waiting.until(
        "win and milestone in the team's channel",
        Waiting.FLOW_MAX,
        () ->
            Optional.of(slack().messages().toString())
                .filter(
                    all -> all.contains("won Garonne Logistics") && all.contains("reached 50")));
    assertTrue(
        suite().carried("deals", DealWon.class).stream()
            .anyMatch(e -> e.data().deal().dealId().value().equals("D-1042")));
  }

  private Optional<JsonNode> attainment(String rep, String minor) {
    return suite()
        .invoke("quota-operations", Json.text(new QuotaOperation.ListAttainment(null, null, null)))
        .path("standings")
        .valueStream()
        .flatMap(standings -> standings.path("lines").valueStream())
        .filter(line -> line.path("rep").asString("").equals(rep))
        .filter(line -> line.at("/attained/minor").asString("").equals(minor))
        .findFirst();
  }

  private Optional<JsonNode> answered(DealsOperation<?> operation) {
    JsonNode answer = suite().invoke("deals-operations", Json.text(operation));
    return Optional.of(answer).filter(a -> a.path("ok").asBoolean(false));
  }

  private JsonNode done(DealsOperation<?> operation) {
    return answered(operation).orElseThrow();
  }

  @Test
  @Order(7)
  void copiesARecordThatCannotBePublishedToItsDeadLetters() {
    suite()
        .put(
            "intake",
            Map.of(
                "pk", AttributeValue.fromS("s#poison"),
                "sk", AttributeValue.fromN("0"),
                "outbox",
                    AttributeValue.fromM(
                        Map.of(
                            "no-event",
                            AttributeValue.fromB(SdkBytes.fromUtf8String("not packed"))))));
    List<String> dead =
        Waiting.until(
            "dead letter",
            Waiting.FLOW_MAX,
            () ->
                Optional.of(suite().waiting("intake-publisher/dead-letters"))
                    .filter(m -> !m.isEmpty()));
    assertTrue(dead.getFirst().contains("\"pk\":{\"S\":\"s#poison\"}"), dead.toString());
  }

  @Test
  @Order(8)
  void movesAMessageThatCannotBeReadToItsDeadLetters() {
    List<String> dead =
        Waiting.until(
            "dead letter",
            DEAD_LETTER_MAX,
            () -> Optional.of(suite().waiting("scoring/dead-letters")).filter(m -> !m.isEmpty()));
    assertEquals(1, dead.size());
    assertTrue(dead.getFirst().contains(POISON), dead.toString());
  }

  @Test
  @Order(9)
  void startsEveryFunctionWithTheEmptyEventThatKeepsItsSnapshot() {
    Wiring.SUITE.functions().forEach(f -> suite().invoke(f.name(), "{}"));
  }

  /** Direct messages that tell of a company. */
  private long messages(String company) {
    return slack().messages().stream()
        .filter(m -> !m.email().isEmpty() && String.join("\n", m.lines()).contains(company))
        .count();
  }

  private String submit(ObjectNode request) {
    JsonNode answer = suite().invoke("intake", Json.text(request));
    assertEquals(202, answer.path("statusCode").asInt(), answer.toString());
    return Json.MAPPER.readTree(answer.required("body").asString()).required("leadId").asString();
  }

  private static ObjectNode from(String email, String company) {
    ObjectNode request = recorded();
    ObjectNode body = (ObjectNode) Json.MAPPER.readTree(request.required("body").asString());
    request.put("body", Json.text(body.put("email", email).put("company", company)));
    return request;
  }

  private static ObjectNode recorded() {
    try (InputStream in =
        Objects.requireNonNull(DeployedSuiteTest.class.getResourceAsStream("post-lead.json"))) {
      String request = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ObjectNode event = (ObjectNode) Json.MAPPER.readTree(request);
      ((ObjectNode) event.required("headers")).put("authorization", "Bearer " + SERVER_KEY);
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
