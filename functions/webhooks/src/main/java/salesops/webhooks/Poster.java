package salesops.webhooks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Posts over HTTP: one connection for each post, no redirects, no second tries of its own. */
final class Poster {
  /** How long a post may take: to connect, and from there to the status of the answer. */
  record Timeouts(Duration connect, Duration answer) {
    /** While the stream of the table waits. */
    static final Timeouts WAKING = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(3));

    /** While nobody waits. */
    static final Timeouts SWEEPING = new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(10));

    Duration total() {
      return connect.plus(answer);
    }
  }

  /** Assumed when an endpoint limits without saying for how long. */
  static final Duration RETRY_AFTER_USUAL = Duration.ofSeconds(30);

  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Reach reach;
  private final SSLSocketFactory tls;
  private final Clock clock;

  Poster(Reach reach, SSLSocketFactory tls, Clock clock) {
    this.reach = reach;
    this.tls = reach.guarding(tls);
    this.clock = clock;
  }

  Answer post(URI url, Map<String, String> headers, byte[] body, Timeouts timeouts) {
    HttpURLConnection connection;
    try {
      reach.check(url);
      connection = open(url, headers, body.length, timeouts);
    } catch (IOException e) {
      return failed(e);
    }
    // The connection's own timeouts are for each read: this one is for all of them together.
    FutureTask<Answer> exchange = new FutureTask<>(() -> exchange(connection, body));
    Thread.startVirtualThread(exchange);
    try {
      return exchange.get(timeouts.total().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Answer.Failed("timeout");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        return failed(io);
      }
      throw new IllegalStateException("a post failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed("interrupted");
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(URI url, Map<String, String> headers, int bytes, Timeouts timeouts)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(tls);
    }
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) timeouts.connect().toMillis());
    connection.setReadTimeout((int) timeouts.answer().toMillis());
    // What is streamed is not sent a second time behind our back.
    connection.setFixedLengthStreamingMode(bytes);
    // A kept connection may be dead after Lambda's pauses, and the post on it would be in doubt.
    connection.setRequestProperty("Connection", "close");
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  private Answer exchange(HttpURLConnection connection, byte[] body) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status;
    try {
      status = connection.getResponseCode();
    } catch (HttpRetryException e) {
      return new Answer.Failed("http_" + e.responseCode()); // it would ask for a password
    }
    if (status < 0) {
      return new Answer.Failed("no_http");
    }
    // The status is the answer: what follows it may never end, and nobody looks at it.
    return answer(status, connection.getHeaderField("Retry-After"));
  }

  private Answer answer(int status, @Nullable String retryAfter) {
    if (status >= 200 && status < 300) {
      return new Answer.Delivered();
    }
    if (status == GONE) {
      return new Answer.Gone();
    }
    boolean limited = status == TOO_MANY_REQUESTS || (status == UNAVAILABLE && retryAfter != null);
    return limited
        ? new Answer.Limited("http_" + status, wait(retryAfter))
        : new Answer.Failed("http_" + status);
  }

  /** Seconds, or the time as HTTP writes it. */
  private Duration wait(@Nullable String retryAfter) {
    Duration wait = RETRY_AFTER_USUAL;
    if (retryAfter != null) {
      try {
        wait =
            retryAfter.strip().matches("\\d{1,9}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter.strip()))
                : Duration.between(clock.instant(), time(retryAfter.strip()));
      } catch (DateTimeException e) {
        wait = RETRY_AFTER_USUAL;
      }
    }
    long seconds = Math.clamp(wait.toSeconds(), 1, Pace.RETRY_AFTER_MAX.toSeconds());
    return Duration.ofSeconds(seconds);
  }

  private static Instant time(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static Answer failed(IOException error) {
    return new Answer.Failed(
        switch (error) {
          case Reach.RefusedException _ -> "address_refused";
          case UnknownHostException _ -> "unknown_host";
          case SocketTimeoutException _ -> "timeout";
          case ConnectException _ -> "unreachable";
          case SSLException _ -> "tls";
          default -> "no_answer";
        });
  }
}
