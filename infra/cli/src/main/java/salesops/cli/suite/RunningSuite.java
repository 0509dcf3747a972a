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
import java.time.Clock;
import java.time.Duration;
import salesops.cli.console.NotAnswered;
import salesops.cli.console.UserError;
import salesops.runtime.Json;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationJson;
import salesops.runtime.operations.RefusedException;
import salesops.runtime.settings.SettingsTable;
import salesops.testkit.LocalDynamo;
import salesops.wiring.Wiring;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The suite that {@code salesops up} or {@code demo --keep} runs on this machine, from the same
 * folder. The client lives as long as the process.
 */
public final class RunningSuite implements Suite {
  private static final String OPERATIONS_PATH = "/_operations";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** HTTP statuses from here on mean that a retry may help. */
  private static final int SERVERS_FAULT = 500;

  /** Addresses and access token of a running suite, for the other commands on this machine. */
  public record Place(String url, String dynamo, String token) {}

  private final Place place;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningSuite(Place place) {
    this.place = place;
  }

  private static Path file() {
    return Connection.home().resolve("target").resolve("local").resolve("suite.json");
  }

  /** Publishes a suite's place to the other commands, in a file that only this user can read. */
  public static void announce(Place place) {
    try {
      Files.createDirectories(file().getParent());
      Files.deleteIfExists(file());
      Files.createFile(
          file(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file(), Json.bytes(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the suite's place, unless another suite has replaced it. */
  public static void withdraw(Place place) {
    try {
      if (Json.read(Files.readAllBytes(file()), Place.class).equals(place)) {
        Files.deleteIfExists(file());
      }
    } catch (NoSuchFileException e) {
      // Already removed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RunningSuite find() {
    try {
      return new RunningSuite(Json.read(Files.readAllBytes(file()), Place.class));
    } catch (NoSuchFileException e) {
      throw new UserError(
          "no suite runs from this folder: start one with ./salesops up, or name the deployed one"
              + " with --aws");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <A extends Operation.Answer> A ask(Operation<A> operation) {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(place.url() + OPERATIONS_PATH))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-Salesops-Token", place.token())
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(operation)))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(post, BodyHandlers.ofByteArray());
      if (answer.statusCode() >= SERVERS_FAULT) {
        throw new NotAnswered("the operations function failed; see the suite's log");
      }
      return OperationJson.answer(operation, answer.body());
    } catch (RefusedException e) {
      throw new UserError(e.getMessage());
    } catch (ConnectException e) {
      withdraw(place);
      throw new UserError("the suite that ran on this machine has stopped: ./salesops up");
    } catch (IOException e) {
      throw new NotAnswered("the suite on this machine does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  @Override
  public SettingsTable settings() {
    DynamoDbClient dynamo =
        LocalDynamo.configure(DynamoDbClient.builder(), URI.create(place.dynamo()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    return new SettingsTable(dynamo, Wiring.SETTINGS_TABLE, Clock.systemUTC());
  }

  @Override
  public String address() {
    return place.url().replaceFirst("/$", "");
  }

  /** Always true: the local suite decides by the settings alone. */
  @Override
  public boolean webhooksSwitchedOn() {
    return true;
  }
}
