package salesops.cli.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesops.cli.Salesops;

/** Commands in a JVM of their own, as the launcher starts them, against a stand-in for AWS. */
class DeployedSuiteTest {
  private static final String LEAD = "0".repeat(26);

  /** What only the suite on this machine needs. */
  private static final List<String> LOCAL =
      List.of(
          "com.amazonaws.services.dynamodbv2.local.",
          "salesops.testkit.",
          "salesops.local.engine.LocalSuite");

  @TempDir private Path folder = Path.of("set by JUnit");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer aws = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    aws.createContext("/", this::answer);
    aws.start();
  }

  @AfterEach
  void stop() {
    aws.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(exchange.getRequestURI().getPath() + " " + body);
      byte[] answer = answer(exchange.getRequestURI().getPath(), body).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String answer(String path, String body) {
    if (path.endsWith("/invocations")) {
      return "{\"ok\":true,\"leadId\":\"" + LEAD + "\",\"state\":\"closed\"}";
    }
    return body.contains("DescribeStacks")
        ? "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><Outputs>"
            + output("Operations", "routing-operations-address")
            + output("TableSettings", "settings-table")
            + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
        : "{}";
  }

  private static String output(String key, String value) {
    return "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
        .formatted(key, value);
  }

  private record Run(int code, String said, List<String> classes) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Path classes = folder.resolve("classes");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xlog:class+load:file=" + classes + ":none"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Salesops.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + aws.getAddress().getPort());
    builder.environment().put("AWS_REGION", "us-east-1");
    builder.environment().put("AWS_ACCESS_KEY_ID", "test");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
    Process process = builder.start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it does not end");
    try (Stream<String> lines = Files.lines(classes)) {
      return new Run(
          process.exitValue(),
          Files.readString(said).strip(),
          lines.map(line -> line.split(" ", 2)[0]).toList());
    }
  }

  private static void assertNothingLocal(Run run) {
    assertTrue(run.classes().contains(DeployedSuite.class.getName()), run.said());
    assertEquals(
        List.of(),
        run.classes().stream().filter(name -> LOCAL.stream().anyMatch(name::startsWith)).toList());
  }

  @Test
  void anOperationGoesToItsFunctionAndLoadsNoDynamoDbLocal() throws Exception {
    Run run = run("leads", "close", LEAD, "--reason", "won", "--as", "ops", "--aws");
    assertEquals(LEAD + " closed", run.said());
    assertEquals(0, run.code());
    assertEquals(
        "/2015-03-31/functions/routing-operations-address/invocations "
            + "{\"operation\":\"close\",\"lead\":\""
            + LEAD
            + "\",\"reason\":\"won\",\"by\":\"ops\"}",
        asked.getLast());
    assertNothingLocal(run);
  }

  @Test
  void theSettingsComeFromTheDeployedTableAndLoadNoDynamoDbLocal() throws Exception {
    Run run = run("settings", "show", "--aws");
    assertTrue(asked.getLast().contains("settings-table"), asked.toString() + run.said());
    assertNothingLocal(run);
  }
}
