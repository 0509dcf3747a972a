package salesops.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salesops.cli.console.NotAnswered;
import salesops.cli.console.UserError;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.wiring.Operations;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Where a command acts: on the suite that {@code salesops up} (or {@code demo --keep}) runs on this
 * machine, or with {@code --aws} on the deployed one, with the caller's own AWS credentials.
 */
public final class Connection {
  static final String OPERATIONS_PATH = "/_operations";

  private static final String FUNCTIONS = "SalesopsFunctions";

  /** HTTP statuses from here on say that asking again may help. */
  private static final int SERVERS_FAULT = 500;

  @Option(
      names = "--aws",
      description = "act on the deployed suite (AWS credentials and region as usual)")
  private boolean aws;

  @Option(names = "--as", paramLabel = "EMAIL", description = "who is acting; default: this user")
  private String actor = System.getProperty("user.name", "operator");

  /** The way to the suite's operations entry; found once, since a command may call it often. */
  private @Nullable UnaryOperator<Map<String, Object>> operations;

  /** For picocli. */
  public Connection() {}

  public Connection(UnaryOperator<Map<String, Object>> operations) {
    this.operations = operations;
  }

  /** What a running suite tells the commands on this machine. */
  public record Running(String url, String dynamo, String token) {}

  public String actor() {
    return actor;
  }

  /** Where the product lies. */
  public static Path home() {
    return Path.of(System.getProperty("salesops.home", "."));
  }

  private static Path file() {
    return home().resolve("target").resolve("local").resolve("suite.json");
  }

  /** Tells the other commands of a suite; only this user can read it. */
  public static void announce(Running running) {
    try {
      Files.createDirectories(file().getParent());
      Files.deleteIfExists(file());
      Files.createFile(
          file(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file(), Json.bytes(running));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the suite back, unless another one was told of meanwhile. */
  public static void withdraw(Running running) {
    try {
      if (Json.read(Files.readAllBytes(file()), Running.class).equals(running)) {
        Files.deleteIfExists(file());
      }
    } catch (NoSuchFileException e) {
      // Nothing to take back.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Running running() {
    try {
      return Json.read(Files.readAllBytes(file()), Running.class);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "no suite runs from this folder: start one with ./salesops up, or name the deployed one"
              + " with --aws");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Calls the function that does the operation.
   *
   * @throws NotAnswered when nobody knows whether it was done
   * @throws UserError with the suite's own message when it refuses
   */
  public Map<String, Object> operate(String operation, Map<String, Object> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("operation", operation);
    request.put("by", actor);
    if (operations == null) {
      operations = aws ? deployedOperations() : runningOperations();
    }
    Map<String, Object> answer = operations.apply(request);
    if (!Boolean.TRUE.equals(answer.get("ok"))) {
      throw new UserError(String.valueOf(answer.getOrDefault("message", answer)));
    }
    return answer;
  }

  /** Its client ends with the process. */
  private static UnaryOperator<Map<String, Object>> runningOperations() {
    Running running = running();
    HttpClient http = HttpClient.newHttpClient();
    return request -> post(http, running, request);
  }

  private static Map<String, Object> post(
      HttpClient http, Running running, Map<String, Object> request) {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(running.url() + OPERATIONS_PATH))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-Salesops-Token", running.token())
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(request)))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(post, BodyHandlers.ofByteArray());
      if (answer.statusCode() >= SERVERS_FAULT) {
        throw new NotAnswered("the operations function failed; see the suite's log");
      }
      return map(answer.body());
    } catch (ConnectException e) {
      withdraw(running);
      throw new UserError("the suite that ran on this machine has stopped: ./salesops up");
    } catch (IOException e) {
      throw new NotAnswered("the suite on this machine does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  /** Its client ends with the process. */
  private static UnaryOperator<Map<String, Object>> deployedOperations() {
    LambdaClient lambda =
        LambdaClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    Map<String, String> addresses = new HashMap<>();
    return request -> {
      String function = Operations.functionOf(String.valueOf(request.get("operation")));
      String address =
          addresses.computeIfAbsent(function, f -> output(FUNCTIONS, Operations.outputOf(f)));
      return invoke(lambda, address, request);
    };
  }

  private static Map<String, Object> invoke(
      LambdaClient lambda, String function, Map<String, Object> request) {
    try {
      var answer =
          lambda.invoke(
              r -> r.functionName(function).payload(SdkBytes.fromByteArray(Json.bytes(request))));
      if (answer.functionError() != null) {
        throw new NotAnswered("the operations function failed; see its log");
      }
      return map(answer.payload().asByteArray());
    } catch (SdkServiceException e) {
      if (e.isThrottlingException() || e.statusCode() >= SERVERS_FAULT) {
        throw new NotAnswered("the operations function was not reached: " + e.getMessage());
      }
      throw e;
    } catch (SdkClientException e) {
      throw new NotAnswered("the operations function was not reached: " + e.getMessage());
    }
  }

  /** Whether events reach the webhooks; a suite on this machine sees to it by itself. */
  public boolean webhooksSwitchedOn() {
    return !aws || output(FUNCTIONS, "WebhooksSwitch").equals("on");
  }

  /** What the deployment says where things are. */
  private static String output(String stack, String key) {
    try (CloudFormationClient stacks =
        CloudFormationClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      return stacks.describeStacks(r -> r.stackName(stack)).stacks().getFirst().outputs().stream()
          .filter(o -> o.outputKey().equals(key))
          .map(Output::outputValue)
          .findFirst()
          .orElseThrow(() -> new UserError("stack " + stack + " has no output " + key));
    } catch (SdkException e) {
      throw new UserError(
          "the deployed suite was not found (stack " + stack + "): " + e.getMessage());
    }
  }

  /** The HTTP API's address, without a slash at its end. */
  public String address() {
    return (aws ? output(FUNCTIONS, "HttpApi") : running().url()).replaceFirst("/$", "");
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> map(byte[] json) {
    return Json.read(json, Map.class);
  }

  /** The company's zone. */
  public ZoneId zone() {
    return settings().current().company().zoneId();
  }

  /** The settings of the suite. */
  public SettingsTable settings() {
    if (aws) {
      Platform platform = Platform.onLambda();
      String table = output("SalesopsState", "TableSettings");
      return new SettingsTable(platform.dynamo().get(), table, platform.clock());
    }
    Running running = running();
    DynamoDbClient dynamo =
        LocalDynamo.configure(DynamoDbClient.builder(), URI.create(running.dynamo()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    return new SettingsTable(dynamo, "settings", java.time.Clock.systemUTC());
  }
}
