package salesops.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A secret from Secrets Manager, read when first asked for and again every five minutes. */
public final class SecretText implements Supplier<String> {
  public static final Duration AGE_MAX = Duration.ofMinutes(5);

  private final Supplier<SecretsManagerClient> secrets;
  private final String secret;
  private final Clock clock;
  private @Nullable String cached;
  private Instant readAt = Instant.MIN;

  /**
   * @param secret name or ARN
   */
  public SecretText(Supplier<SecretsManagerClient> secrets, String secret, Clock clock) {
    this.secrets = secrets;
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * @throws software.amazon.awssdk.core.exception.SdkException when the secret cannot be read
   */
  @Override
  public synchronized String get() {
    Instant now = clock.instant();
    String text = cached;
    if (text == null || now.isAfter(readAt.plus(AGE_MAX)) || now.isBefore(readAt)) {
      text = secrets.get().getSecretValue(r -> r.secretId(secret)).secretString().strip();
      cached = text;
      readAt = now;
    }
    return text;
  }

  /** The next call reads the secret anew. */
  public synchronized void forget() {
    cached = null;
  }
}
