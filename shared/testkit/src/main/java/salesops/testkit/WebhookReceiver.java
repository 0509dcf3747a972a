package salesops.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Another system's address on loopback: keeps what is posted and answers as it is told. */
public final class WebhookReceiver implements AutoCloseable {
  /** What was posted; header names in any case. */
  public record Post(String path, Map<String, String> headers, String body) {
    public Post {
      Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(headers);
      headers = anyCase;
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** How a post is answered. */
  public sealed interface Answer {
    record Status(int code, Map<String, String> headers, String body) implements Answer {}

    /** The post is read and never answered. */
    record Hangs() implements Answer {}

    /**
     * The status is answered, and then the body byte by byte without an end.
     *
     * @param chunked else a length is announced that is never reached
     */
    record Drips(int code, boolean chunked) implements Answer {}

    /** The connection is closed without an answer. */
    record Drops() implements Answer {}

    static Answer status(int code) {
      return new Status(code, Map.of(), "");
    }
  }

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Post> posts = new ArrayList<>();
  private final ArrayDeque<Answer> next = new ArrayDeque<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger underWayMax = new AtomicInteger();
  private volatile Function<Post, Answer> otherwise = post -> Answer.status(200);

  private WebhookReceiver(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  public static WebhookReceiver start() {
    return start(null, 0);
  }

  /**
   * @param tls speaks HTTPS with this; absent: plain HTTP
   * @param port 0: any free one
   */
  public static WebhookReceiver start(@Nullable SSLContext tls, int port) {
    InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      if (tls == null) {
        return new WebhookReceiver(HttpServer.create(at, 0), "http");
      }
      HttpsServer server = HttpsServer.create(at, 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new WebhookReceiver(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url(String path) {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + path);
  }

  /** The next posts that no earlier call claimed are answered so. */
  public synchronized void next(Answer... answers) {
    next.addAll(List.of(answers));
  }

  /** All others are answered so; 200 unless said. */
  public void otherwise(Function<Post, Answer> answer) {
    otherwise = answer;
  }

  /** What was posted, answered or not, in the order of arrival. */
  public synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  /** Most posts that were under way at a time. */
  public int underWayMax() {
    return underWayMax.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    underWayMax.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Post post = new Post(exchange.getRequestURI().getPath(), headers, body);
      switch (keep(post)) {
        case Answer.Status(int code, Map<String, String> with, String text) -> {
          with.forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          // Not -1 where there is nothing to say: one in a hundred connections is then reset by the
          // JDK's server before it reads the post.
          exchange.sendResponseHeaders(code, bytes.length);
          exchange.getResponseBody().write(bytes);
        }
        case Answer.Hangs _ -> closed.await();
        case Answer.Drips(int code, boolean chunked) -> drip(exchange, code, chunked);
        case Answer.Drops _ -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void drip(HttpExchange exchange, int code, boolean chunked)
      throws IOException, InterruptedException {
    exchange.sendResponseHeaders(code, chunked ? 0 : Integer.MAX_VALUE);
    do {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
    } while (!closed.await(50, TimeUnit.MILLISECONDS));
  }

  private synchronized Answer keep(Post post) {
    posts.add(post);
    Answer told = next.poll();
    return told == null ? otherwise.apply(post) : told;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
