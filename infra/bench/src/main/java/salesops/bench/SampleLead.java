package salesops.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import salesops.local.platform.LocalSecrets;
import salesops.runtime.Json;

/** A lead from Great Britain, with a server's key. */
final class SampleLead {
  private static final int ACCEPTED = 202;

  private SampleLead() {}

  /**
   * Posts the lead of this number, each of another person and company.
   *
   * @throws IllegalStateException when it is not accepted
   */
  static void post(HttpClient http, URI suite, int number)
      throws IOException, InterruptedException {
    Map<String, Object> lead =
        Map.of(
            "form",
            "demo",
            "email",
            "person" + number + "@company" + number + ".example",
            "name",
            "Person " + number,
            "country",
            "GB");
    HttpRequest request =
        HttpRequest.newBuilder(suite.resolve("/leads"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + LocalSecrets.SERVER_KEY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(lead)))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != ACCEPTED) {
      throw new IllegalStateException("a lead was answered " + status);
    }
  }
}
