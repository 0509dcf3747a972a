package salesops.e2e.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A company's website with one page, on a loopback port of its own: another origin. */
final class EmbeddingSite implements AutoCloseable {
  private final HttpServer server;
  private volatile String page = "";

  EmbeddingSite() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = page.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Shows this snippet between a headline and a footer. */
  void show(String snippet) {
    page =
        "<!doctype html><html lang=\"en\"><title>Site</title><h1>Our site</h1>"
            + snippet
            + "<p>Footer</p></html>";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
