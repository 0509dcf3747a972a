package salesops.e2e;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import salesops.runtime.Json;

/** LocalStack in Docker. Its functions run in containers of their own, beside it. */
final class DockerLocalStack {
  /** The last one that needs no account. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  /** Name under which Testcontainers forwards to ports of this process. */
  private static final String HOST = "host.testcontainers.internal";

  private static final int HTTP_OK = 200;

  private DockerLocalStack() {}

  static LocalAws start() {
    LocalStackContainer container = new LocalStackContainer(IMAGE);
    container
        .withAccessToHost(true)
        // The templates say arm64; the containers run on whatever this machine is.
        .withEnv("LAMBDA_IGNORE_ARCHITECTURE", "1")
        .withEnv("ENABLE_CONFIG_UPDATES", "1");
    container.start();
    return new LocalAws(container.getEndpoint(), container::stop, port -> forward(container, port));
  }

  /** Forwards to a port here, and tells LocalStack to let functions' containers know the way. */
  private static String forward(LocalStackContainer container, int port) {
    Testcontainers.exposeHostPorts(port);
    String flags =
        Stream.ofNullable(container.getContainerInfo().getHostConfig().getExtraHosts())
            .flatMap(Arrays::stream)
            .filter(host -> host.toLowerCase(Locale.ROOT).startsWith(HOST))
            .map(host -> "--add-host=" + host)
            .collect(Collectors.joining(" "));
    HttpRequest update =
        HttpRequest.newBuilder(container.getEndpoint().resolve("/_localstack/config"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.text(java.util.Map.of("variable", "LAMBDA_DOCKER_FLAGS", "value", flags))))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status = http.send(update, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != HTTP_OK) {
        throw new IllegalStateException("LocalStack refused LAMBDA_DOCKER_FLAGS: " + status);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return HOST;
  }
}
