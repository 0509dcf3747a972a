package salesops.runtime.secrets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A secret from Secrets Manager, read when first asked for and again every five minutes. While it
 * cannot be read anew it stays what it was.
 */
public final class SecretText implements Supplier<String> {
  public static final Duration AGE_MAX = Duration.ofMinutes(5);

  /** Shortest time between two readings when one failed, or when its text may be out of date. */
  public static final Duration PAUSE = Duration.ofSeconds(10);

  private final Supplier<SecretsManagerClient> secrets;
  private final String secret;
  private final @Nullable String stage;
  private final Clock clock;
  private @Nullable String cached;
  private @Nullable SdkException failure;
  private Instant readAt = Instant.MIN;
  private Instant askedAt = Instant.MIN;

  /**
   * @param secret name or ARN
   */
  public SecretText(Supplier<SecretsManagerClient> secrets, String secret, Clock clock) {
    this(secrets, secret, null, clock);
  }

  /**
   * @param stage of its versions; absent: the current one
   */
  SecretText(
      Supplier<SecretsManagerClient> secrets, String secret, @Nullable String stage, Clock clock) {
    this.secrets = secrets;
    this.secret = secret;
    this.stage = stage;
    this.clock = clock;
  }

  /**
   * @throws SdkException when the secret cannot be read and never was
   */
  @Override
  public String get() {
    return notOlderThan(AGE_MAX);
  }

  /** What it is by now, for whoever has reason to doubt what was read. */
  String afterPause() {
    return notOlderThan(PAUSE);
  }

  private synchronized String notOlderThan(Duration ageMax) {
    Instant now = clock.instant();
    boolean old = now.isAfter(readAt.plus(ageMax)) || now.isBefore(readAt);
    boolean paused = failure != null && now.isBefore(askedAt.plus(PAUSE)) && !now.isBefore(askedAt);
    if (old && !paused) {
      read(now);
    }
    String text = cached;
    if (text == null) {
      throw Objects.requireNonNull(failure);
    }
    return text;
  }

  private void read(Instant now) {
    askedAt = now;
    try {
      cached =
          secrets
              .get()
              .getSecretValue(r -> r.secretId(secret).versionStage(stage))
              .secretString()
              .strip();
      readAt = now;
      failure = null;
    } catch (SdkException e) {
      failure = e;
    }
  }

  /** The next call reads the secret anew. */
  public synchronized void forget() {
    readAt = Instant.MIN;
    failure = null;
  }
}
