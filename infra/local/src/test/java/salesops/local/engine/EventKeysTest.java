package salesops.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesops.local.Stage;
import salesops.local.platform.LocalSecrets;
import salesops.runtime.Json;
import salesops.runtime.outbox.Outbox;
import salesops.settings.SettingsFile;
import salesops.wiring.Function;
import salesops.wiring.Need;
import salesops.wiring.StreamFilter;
import salesops.wiring.Trigger;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A publisher reads only the keys that its wiring names: those of every item with an outbox. */
class EventKeysTest {
  private static final String SERVER = "Bearer " + LocalSecrets.SERVER_KEY;

  @Test
  void everyItemWithAnOutboxPassesTheFilterOfItsPublisher() throws Exception {
    try (Stage stage =
        Stage.standing(0, 0, false, SettingsFile.sample().as(1, "test", Instant.EPOCH, "test"))) {
      post(stage, Map.of("Authorization", SERVER), "ada@acme.example");
      post(stage, Map.of("Authorization", SERVER, "Idempotency-Key", "1"), "bob@acme.example");
      post(stage, Map.of(), "eve@acme.example");
      stage.suite().advance(Duration.ofSeconds(20));
      Set<String> kinds = new TreeSet<>();
      for (Function publisher : Wiring.SUITE.functions()) {
        if (publisher.needs(Need.DeadLetters.class)) {
          kinds.addAll(passed(stage, publisher));
        }
      }
      assertTrue(kinds.containsAll(Set.of("k#", "p#", "po", "q#", "s#")), kinds.toString());
    }
  }

  /** Beginnings of the keys of items with an outbox. */
  private static Set<String> passed(Stage stage, Function publisher) {
    StreamFilter filter = publisher.trigger(Trigger.Stream.class).orElseThrow().filter();
    Set<String> kinds = new TreeSet<>();
    for (Map<String, AttributeValue> item :
        stage.suite().dynamo().scanPaginator(r -> r.tableName(publisher.service())).items()) {
      if (item.containsKey(Outbox.ATTRIBUTE)) {
        String key = Objects.requireNonNull(item.get("pk")).s();
        assertTrue(filter.passes(true, key), publisher.name() + " does not read " + key);
        kinds.add(key.substring(0, 2));
      }
    }
    return kinds;
  }

  private static void post(Stage stage, Map<String, String> headers, String email)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stage.suite().url() + "/leads"))
            .header("Content-Type", "application/json");
    headers.forEach(request::header);
    String body =
        Json.text(
            Map.of(
                "form",
                stage.settings().forms().getFirst().id(),
                "email",
                email,
                "name",
                "Ada Lovelace",
                "company",
                "Acme",
                "country",
                "FR",
                "consent",
                true));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(202, response.statusCode(), response.body());
    }
  }
}
