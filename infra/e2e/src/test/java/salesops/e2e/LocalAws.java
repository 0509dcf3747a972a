package salesops.e2e;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import org.testcontainers.DockerClientFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * A LocalStack to deploy to: the one at {@code AWS_ENDPOINT_URL}, else one that Docker starts.
 *
 * @param endpoint address of all services
 * @param stop ends it, if this process started it
 * @param reachable makes a loopback port of this process known, and tells under which host name
 *     deployed functions find it
 */
record LocalAws(URI endpoint, Runnable stop, IntFunction<String> reachable)
    implements AutoCloseable {
  static final String MISSING =
      "Skipped: the deployment test needs Docker, or AWS_ENDPOINT_URL set to a fresh LocalStack";

  /** LocalStack runs a function when it is called: the first call of a function is slow. */
  private static final Duration ANSWER_MAX = Duration.ofMinutes(3);

  /** The account and region that LocalStack has when nobody names others. */
  static final String ACCOUNT = "000000000000";

  static final Region REGION = Region.US_EAST_1;

  static Optional<LocalAws> find() {
    String given = System.getenv("AWS_ENDPOINT_URL");
    if (given != null && !given.isEmpty()) {
      return Optional.of(new LocalAws(URI.create(given), () -> {}, port -> "127.0.0.1"));
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.of(DockerLocalStack.start())
        : Optional.empty();
  }

  /** A client of this LocalStack and no other AWS, whatever the machine is set up for. */
  <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(ANSWER_MAX))
        .build();
  }

  @Override
  public void close() {
    stop.run();
  }
}
