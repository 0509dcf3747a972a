package salesops.local.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import salesops.runtime.Json;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * One function's way to DynamoDB: notes each write, and below the SDK, where the network and the
 * service would fail, lets requests fail as the seed says. So the SDK's own retries and error
 * classes are at work.
 */
public final class FaultyHttpClient implements SdkHttpClient {
  private static final String TARGET = "X-Amz-Target";
  private static final String TRANSACTION = "TransactWriteItems";

  /** Operations that change no item. */
  private static final Set<String> READS =
      Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems", "DescribeTable");

  private final SdkHttpClient network;
  private final String function;
  private final Faults faults;
  private final Runnable wrote;

  /**
   * @param wrote runs after each request that may have changed an item
   */
  public FaultyHttpClient(SdkHttpClient network, String function, Faults faults, Runnable wrote) {
    this.network = network;
    this.function = function;
    this.faults = faults;
    this.wrote = wrote;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest real = network.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return execute(request, real);
      }

      @Override
      public void abort() {
        real.abort();
      }
    };
  }

  private HttpExecuteResponse execute(HttpExecuteRequest request, ExecutableHttpRequest real)
      throws IOException {
    String operation = operation(request);
    String point = function + "/" + operation;
    Crashes.point(faults, "before " + point);
    if (faults.strikes(Fault.THROTTLED, point, Faults.THROTTLED)) {
      return refusal("ProvisionedThroughputExceededException", Map.of("message", "injected"));
    }
    if (operation.equals(TRANSACTION) && faults.strikes(Fault.CONFLICT, point, Faults.CONFLICT)) {
      return conflict(request);
    }
    HttpExecuteResponse response;
    try {
      response = real.call();
    } finally {
      if (!READS.contains(operation)) {
        wrote.run();
      }
    }
    if (faults.strikes(Fault.LOST_ANSWER, point, Faults.LOST_ANSWER)) {
      close(response);
      throw new SocketTimeoutException("injected: the answer got lost");
    }
    try {
      Crashes.point(faults, "after " + point);
    } catch (Crash crash) {
      close(response);
      throw crash;
    }
    return response;
  }

  private static String operation(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader(TARGET).orElse("");
    return target.substring(target.indexOf('.') + 1);
  }

  private static void close(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isPresent()) {
      // Read to its end, so that the connection can be used again.
      try (InputStream body = response.responseBody().get()) {
        body.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
  }

  /** As when another transaction holds the first item. */
  private static HttpExecuteResponse conflict(HttpExecuteRequest request) {
    int items = Json.MAPPER.readTree(body(request)).path("TransactItems").size();
    List<Map<String, String>> reasons =
        IntStream.range(0, items)
            .mapToObj(i -> Map.of("Code", i == 0 ? "TransactionConflict" : "None"))
            .toList();
    return refusal(
        "TransactionCanceledException",
        Map.of(
            "Message",
            "Transaction cancelled, please refer cancellation reasons for specific reasons",
            "CancellationReasons",
            reasons));
  }

  private static byte[] body(HttpExecuteRequest request) {
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpExecuteResponse refusal(String error, Map<String, Object> content) {
    Map<String, Object> body = new java.util.HashMap<>(content);
    body.put("__type", "com.amazonaws.dynamodb.v20120810#" + error);
    byte[] json = Json.text(body).getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(400)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", Integer.toString(json.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(json)))
        .build();
  }

  @Override
  public String clientName() {
    return network.clientName();
  }

  @Override
  public void close() {}
}
