package salesops.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.cli.ParseException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.main.CommandLineInput;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB Local's server in this process, in memory, on a free loopback port, with streams. */
public final class LocalDynamo implements AutoCloseable {
  private final DynamoDBProxyServer server;
  private final URI endpoint;

  private LocalDynamo(DynamoDBProxyServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /** Started when first asked for; it ends with the process. */
  private static final class Shared {
    static final LocalDynamo SERVER = start();
    static final AtomicInteger DATABASES = new AtomicInteger();
  }

  /**
   * A database with nothing in it, on one server for all who ask in this process: DynamoDB Local
   * keeps one for each access key. Not the engine called directly: the same tests on it failed now
   * and then on a busy machine.
   *
   * @param interceptors see each request of the client
   */
  public static DynamoDbClient database(ExecutionInterceptor... interceptors) {
    return Shared.SERVER.client("database" + Shared.DATABASES.incrementAndGet(), interceptors);
  }

  public static LocalDynamo start() {
    // The server only takes a fixed port: one that was free a moment ago may be taken by now.
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      DynamoDBProxyServer server = onLoopback(port);
      try {
        server.start();
        return new LocalDynamo(server, URI.create("http://127.0.0.1:" + port));
      } catch (Exception e) { // start() declares no less
        if (attempt == 3) {
          throw new IllegalStateException("DynamoDB Local did not start", e);
        }
      }
    }
  }

  /** DynamoDB Local listens on every interface and has no option for it. */
  private static DynamoDBProxyServer onLoopback(int port) {
    try {
      // Not createServerFromCommandLineArgs: that prints its options.
      CommandLineInput options =
          new CommandLineInput(
              new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
      options.init();
      DynamoDBProxyServer server = ServerRunner.createServer(options);
      var jetty = DynamoDBProxyServer.class.getDeclaredField("server");
      jetty.setAccessible(true);
      for (Connector connector : ((Server) jetty.get(server)).getConnectors()) {
        ((ServerConnector) connector).setHost("127.0.0.1");
      }
      return server;
    } catch (ParseException | ReflectiveOperationException e) {
      throw new IllegalStateException("this version of DynamoDB Local is made otherwise", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  /** Points a client at this server, with credentials and region that mean nothing. */
  public <B extends AwsClientBuilder<B, C>, C> B configure(B builder) {
    return configure(builder, endpoint);
  }

  /** Points a client at a server that runs elsewhere on this machine. */
  public static <B extends AwsClientBuilder<B, C>, C> B configure(B builder, URI endpoint) {
    return configure(builder, endpoint, "local");
  }

  private static <B extends AwsClientBuilder<B, C>, C> B configure(
      B builder, URI endpoint, String key) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, key)));
  }

  /**
   * A client of the database that every client uses which has no other.
   *
   * @param interceptors see each request of the client
   */
  public DynamoDbClient client(ExecutionInterceptor... interceptors) {
    return client("local", interceptors);
  }

  private DynamoDbClient client(String key, ExecutionInterceptor... interceptors) {
    return configure(DynamoDbClient.builder(), endpoint, key)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.executionInterceptors(List.of(interceptors)))
        .build();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // stop() declares no less
      throw new IllegalStateException("DynamoDB Local did not stop", e);
    }
  }
}
