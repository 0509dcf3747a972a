package salesops.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.testkit.TestClock;
import salesops.testkit.WebhookReceiver;
import salesops.testkit.WebhookReceiver.Answer;

class PosterTest {
  private static final String PASSWORD = "test only";
  private static final Poster.Timeouts SHORT =
      new Poster.Timeouts(Duration.ofMillis(800), Duration.ofMillis(800));
  private static SSLContext tls;

  /** A certificate for localhost, trusted by the poster and nobody else. */
  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    tls = context(store);
  }

  private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("localhost", keys.getCertificate("mykey"));
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  private static salesops.webhooks.Answer post(boolean loopback, URI url) {
    return new Poster(new Reach(loopback), tls.getSocketFactory(), new TestClock())
        .post(url, Map.of("Content-Type", "application/json"), "{}".getBytes(UTF_8), SHORT);
  }

  private static salesops.webhooks.Answer failed(String error) {
    return new salesops.webhooks.Answer.Failed(error);
  }

  private static final salesops.webhooks.Answer DELIVERED =
      new salesops.webhooks.Answer.Delivered();

  @Test
  void speaksTlsOverTheSocketThatWasChecked() {
    try (WebhookReceiver receiver = WebhookReceiver.start(tls, 0)) {
      assertEquals(DELIVERED, post(true, receiver.url("/hook")));
      assertEquals("{}", receiver.posts().getFirst().body());
    }
  }

  @Test
  void checksThatTheCertificateIsTheHosts() {
    try (WebhookReceiver receiver = WebhookReceiver.start(tls, 0)) {
      int port = receiver.url("/").getPort();
      assertEquals(failed("tls"), post(true, URI.create("https://127.0.0.1:" + port + "/hook")));
      assertEquals(List.of(), receiver.posts());
    }
  }

  @Test
  void refusesAnAddressThatIsNotPublicBeforeItConnects() {
    try (WebhookReceiver receiver = WebhookReceiver.start(tls, 0)) {
      assertEquals(failed("address_refused"), post(false, receiver.url("/hook")));
      assertEquals(List.of(), receiver.posts());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fd00:ec2::254]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "http://10.0.0.1/",
        "https://user:pass@localhost/"
      })
  void refusesPrivateAddressesEvenWhereLoopbackIsAllowed(String url) {
    assertEquals(
        failed("address_refused"), post(url.contains("127.0.0.1") ? false : true, URI.create(url)));
  }

  @Test
  void refusesPlainHttpUnlessLoopbackIsAllowed() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      assertEquals(failed("address_refused"), post(false, receiver.url("/hook")));
      assertEquals(List.of(), receiver.posts());
      assertEquals(DELIVERED, post(true, receiver.url("/hook")));
    }
  }

  @Test
  void takesALargeAnswerForAnAnswer() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.next(new Answer.Status(200, Map.of(), "x".repeat(4_000_000)));
      assertEquals(DELIVERED, post(true, receiver.url("/hook")));
      receiver.next(new Answer.Status(500, Map.of(), "x".repeat(4_000_000)));
      assertEquals(failed("http_500"), post(true, receiver.url("/hook")));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesTheStatusForTheAnswerWhenTheBodyDrips(boolean chunked) {
    try (WebhookReceiver receiver = WebhookReceiver.start(tls, 0)) {
      receiver.next(new Answer.Drips(200, chunked));
      assertEquals(DELIVERED, post(true, receiver.url("/hook")));
      receiver.next(new Answer.Drips(503, chunked));
      assertEquals(failed("http_503"), post(true, receiver.url("/hook")));
      receiver.next(new Answer.Drips(410, chunked));
      assertEquals(new salesops.webhooks.Answer.Gone(), post(true, receiver.url("/hook")));
    }
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.next(new Answer.Drips(200, chunked));
      assertEquals(DELIVERED, post(true, receiver.url("/hook")));
    }
  }

  @Test
  void waitsNoLongerThanToldAndPostsOnce() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.otherwise(p -> new Answer.Hangs());
      assertEquals(failed("timeout"), post(true, receiver.url("/hook")));
      receiver.otherwise(p -> new Answer.Drops());
      assertEquals(failed("no_answer"), post(true, receiver.url("/hook")));
      assertEquals(2, receiver.posts().size());
    }
  }

  @Test
  void knowsThatNobodyListens() {
    WebhookReceiver receiver = WebhookReceiver.start();
    URI url = receiver.url("/hook");
    receiver.close();
    assertEquals(failed("unreachable"), post(true, url));
  }

  @Test
  void followsNoRedirect() {
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      receiver.next(new Answer.Status(307, Map.of("Location", "/elsewhere"), ""));
      assertEquals(failed("http_307"), post(true, receiver.url("/hook")));
      assertEquals(1, receiver.posts().size());
      assertTrue(receiver.posts().getFirst().path().endsWith("/hook"));
    }
  }
}
