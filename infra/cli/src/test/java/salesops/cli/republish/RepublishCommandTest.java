package salesops.cli.republish;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import salesops.cli.Salesops;
import salesops.cli.suite.RunningSuite;
import salesops.local.Stage;
import salesops.local.pages.Pages;
import salesops.runtime.Json;
import salesops.runtime.outbox.Outbox;
import salesops.settings.SettingsFile;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** A suite in this process that loses what its streams tell, and the command that mends it. */
class RepublishCommandTest {
  private static final int LEADS = 30;
  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  @TempDir private Path home = Path.of("set by JUnit");

  private final StringWriter out = new StringWriter();
  private final Stage stage =
      Stage.start(
          0,
          0,
          SettingsFile.sample().as(1, "test", Instant.EPOCH, "test"),
          line -> {},
          LossyPublisher.wiring());

  @BeforeEach
  void announce() {
    System.setProperty("salesops.home", home.toString());
    Pages.mount(stage, "token");
    RunningSuite.announce(
        new RunningSuite.Place(
            stage.suite().url().toString(), stage.suite().dynamoEndpoint().toString(), "token"));
    await(() -> stage.suite().idle());
  }

  @AfterEach
  void close() {
    LossyPublisher.LOSING.set(false);
    stage.close();
    System.clearProperty("salesops.home");
  }

  private int run(String... arguments) {
    CommandLine commands = Salesops.commandLine();
    out.getBuffer().setLength(0);
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(out, true));
    return commands.execute(arguments);
  }

  private String printed() {
    return out.toString().replaceAll(" +", " ");
  }

  private void await(BooleanSupplier state) {
    assertTrue(stage.suite().advanceUntil(state, WAIT_MAX), "not reached within " + WAIT_MAX);
  }

  private void settle() {
    await(() -> stage.suite().idleExcept(Set.of("slack", "slack-sender")));
  }

  private static String company(int lead) {
    return "Company " + lead + " Ltd";
  }

  private static IntStream companies() {
    return IntStream.rangeClosed(1, LEADS);
  }

  private void importLeads() throws Exception {
    String rows =
        companies()
            .mapToObj(i -> "p%d@c%d.example,Person %d,%s,FR,4".formatted(i, i, i, company(i)))
            .collect(Collectors.joining("\n", "email,name,company,country,visits\n", "\n"));
    Path file = Files.writeString(home.resolve("list.csv"), rows);
    assertEquals(0, run("import", "leads", file.toString(), "--rate", "100"), out.toString());
    settle();
  }

  private List<JsonNode> events(String type) {
    return stage.suite().events().stream()
        .filter(e -> e.type().equals(type))
        .map(e -> Json.MAPPER.readTree(e.detail()))
        .toList();
  }

  /** Ids of the events of a type that were ever told of. */
  private Set<String> told(String type) {
    return events(type).stream()
        .map(e -> e.at("/meta/eventId").asString())
        .collect(Collectors.toSet());
  }

  /** Recipient and company, once for each direct message that names both. */
  private Stream<String> directMessages() {
    return stage.slack().messages().stream()
        .filter(m -> !m.email().isEmpty())
        .flatMap(
            m -> {
              String text = String.join("\n", m.lines());
              return companies()
                  .mapToObj(RepublishCommandTest::company)
                  .filter(text::contains)
                  .map(company -> m.email() + " " + company);
            });
  }

  private void awaitMessages() {
    await(() -> stage.suite().idle() && directMessages().distinct().count() == LEADS);
  }

  @Test
  void bringsEveryLostLeadToOneOwnerWhoIsToldOnce() throws Exception {
    LossyPublisher.LOSING.set(true);
    importLeads();
    assertTrue(told("LeadSubmitted").size() < LEADS, "half were lost");
    assertTrue(told("LeadScored").size() < told("LeadSubmitted").size(), "and half of the others");
    assertTrue(told("LeadAssigned").size() < told("LeadScored").size(), "and of those");
    LossyPublisher.LOSING.set(false);

    assertEquals(0, run("republish", "--since", "2026-11-03", "--yes", "--rate", "100"));
    assertTrue(printed().contains("intake LeadSubmitted 30"), out.toString());
    settle();
    assertEquals(LEADS, told("LeadSubmitted").size());
    assertEquals(LEADS, told("LeadScored").size());
    Set<String> assigned = told("LeadAssigned");
    assertEquals(LEADS, assigned.size());
    assertEquals(
        LEADS,
        events("LeadAssigned").stream()
            .map(e -> e.at("/data/lead/leadId").asString())
            .distinct()
            .count());
    awaitMessages();

    assertEquals(0, run("republish", "--since", "2026-11-03", "--yes", "--rate", "100"));
    settle();
    assertEquals(assigned, told("LeadAssigned"));
    assertTrue(events("LeadAssigned").size() >= 2 * LEADS, "every event was sent again");
    awaitMessages();
    Map<String, Long> tellings =
        directMessages().collect(groupingBy(message -> message, counting()));
    assertTrue(tellings.values().stream().allMatch(times -> times == 1), tellings.toString());
    assertTrue(stage.suite().deadLetters().isEmpty(), stage.suite().deadLetters().toString());
  }

  @Test
  void countsOnlyUnlessItMaySend() throws Exception {
    importLeads();
    int before = stage.suite().events().size();
    assertEquals(0, run("republish", "--since", "2026-11-03T09:00Z", "--dry-run"));
    String counted = printed();
    assertTrue(counted.contains("intake LeadSubmitted 30"), counted);
    assertTrue(counted.contains("settings SettingsApplied 1"), counted);
    assertEquals(1, run("republish", "--since", "2026-11-03", "--from", "intake,scoring"));
    assertTrue(printed().contains("scoring LeadScored 30"), out.toString());
    assertFalse(printed().contains("routing"), out.toString());
    assertTrue(printed().contains("no terminal to ask at"), out.toString());
    assertEquals(0, run("republish", "--since", "2026-11-03", "--until", "2026-11-03T01:00Z"));
    settle();
    assertEquals(before, stage.suite().events().size());
  }

  @Test
  void namesWhatCanNeverBePublished() {
    stage
        .suite()
        .dynamo()
        .putItem(
            r ->
                r.tableName("scoring")
                    .item(
                        Map.of(
                            "pk",
                            AttributeValue.fromS("person"),
                            "sk",
                            AttributeValue.fromN("3"),
                            Outbox.ATTRIBUTE,
                            AttributeValue.fromM(
                                Map.of(
                                    "x",
                                    AttributeValue.fromB(
                                        SdkBytes.fromByteArray(new byte[] {9})))))));
    assertEquals(1, run("republish", "--since", "2026-11-03", "--yes"));
    assertTrue(printed().contains(" scoring person 3\n"), out.toString());
    assertTrue(printed().contains("settings SettingsApplied 1"), out.toString());
  }

  @Test
  void saysWhyItCannotGoFurtherBack() {
    assertEquals(1, run("republish", "--since", "2026-10-01"));
    assertTrue(
        printed().contains("14 days ago: Slack and webhooks know for 15 days"), out.toString());
    assertEquals(1, run("republish", "--since", "2026-11-03", "--from", "slack"));
    assertTrue(printed().contains("one of intake, scoring, routing, deals, quota, settings"));
    assertEquals(1, run("republish", "--since", "2026-11-03", "--rate", "0"));
    assertEquals(1, run("republish", "--since", "2026-11-03", "--rate", "101"));
  }
}
