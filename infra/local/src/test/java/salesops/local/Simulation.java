package salesops.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salesops.local.engine.BusEvent;
import salesops.local.engine.LocalSuite;
import salesops.local.platform.LocalSecrets;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.settings.SettingsFile;
import salesops.testkit.WebhookReceiver;
import salesops.wiring.Table;
import salesops.wiring.Wiring;
import tools.jackson.databind.node.ObjectNode;

/** A suite on a standing clock, with a webhook's receiver, to which leads are posted. */
final class Simulation implements AutoCloseable {
  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Stage stage;

  Simulation(long faultSeed, long orderSeed, boolean everyTick) {
    this(faultSeed, orderSeed, everyTick, "10:02", "14:00");
  }

  /**
   * @param digests when managers are told
   */
  Simulation(long faultSeed, long orderSeed, boolean everyTick, String... digests) {
    stage = Stage.standing(faultSeed, orderSeed, everyTick, settings(List.of(digests)));
  }

  /** The sample's, but that leads wait for working hours, and with a webhook. */
  private Settings settings(List<String> digests) {
    ObjectNode json =
        Json.MAPPER.valueToTree(SettingsFile.sample().as(1, "salt", Instant.EPOCH, "test"));
    json.withObject("routing")
        .set("holdOutsideHours", Json.MAPPER.valueToTree(List.of("A2", "B3", "C3", "D3")));
    json.withObject("slack").set("managerDigests", Json.MAPPER.valueToTree(digests));
    json.set(
        "webhooks",
        Json.MAPPER.valueToTree(
            List.of(
                Map.of(
                    "name",
                    "crm",
                    "url",
                    receiver.url("/hook").toString(),
                    "events",
                    List.of("LeadAssigned", "LeadUnassigned", "LeadReturned")))));
    return Json.MAPPER.treeToValue(json, Settings.class);
  }

  LocalSuite suite() {
    return stage.suite();
  }

  WebhookReceiver receiver() {
    return receiver;
  }

  /** Posts the lead of this number. */
  void post(int number, String country) {
    String body =
        Json.text(
            Map.of(
                "form",
                "demo",
                "email",
                "person" + number + "@company" + number + ".example",
                "name",
                "Person " + number,
                "company",
                "Company " + number,
                "country",
                country));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(suite().url() + "/leads"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + LocalSecrets.SERVER_KEY)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      // Under faults as after a gateway's error: the same lead again.
      while (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 202) {}
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leads that wait now. */
  int held() {
    return suite().dynamo().scan(r -> r.tableName("routing").indexName("held")).count();
  }

  /** Everything put on the bus, with its times. */
  String events() {
    StringBuilder text = new StringBuilder();
    suite()
        .events()
        .forEach(e -> text.append(String.join(" ", e.at().toString(), e.type(), e.detail(), "\n")));
    return text.toString();
  }

  /** Every message in Slack, with its time. */
  List<String> slack() {
    return stage.slack().messages().stream()
        .map(m -> m.at() + " " + m.channel() + " " + m.lines())
        .toList();
  }

  /** What the webhook's receiver was posted, in order. */
  List<String> posts() {
    return receiver.posts().stream().map(WebhookReceiver.Post::body).toList();
  }

  /** Every item of the functions' tables, by table and key. */
  Map<String, String> items() {
    Map<String, String> items = new TreeMap<>();
    for (Table table : Wiring.SUITE.tables()) {
      if (table.name().equals(Wiring.SETTINGS_TABLE)) {
        continue; // they name the receiver's port
      }
      suite().dynamo().scanPaginator(r -> r.tableName(table.name())).items().stream()
          .map(item -> new TreeMap<>(item))
          .forEach(
              item ->
                  items.put(
                      table.name() + " " + item.get("pk") + " " + item.get("sk"), item.toString()));
    }
    return items;
  }

  /** Types of everything put on the bus, sorted. */
  List<String> eventTypes() {
    return suite().events().stream().map(BusEvent::type).sorted().toList();
  }

  /** Leads that were given an owner, each once for each time, sorted. */
  List<String> assigned() {
    return suite().events().stream()
        .filter(event -> event.type().equals("LeadAssigned"))
        .map(event -> Json.MAPPER.readTree(event.detail()).at("/data/lead/leadId").asString(""))
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    stage.close();
    receiver.close();
    http.close();
  }
}
