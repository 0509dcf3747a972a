package salesops.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The bot's token from Secrets Manager, asked for again every five minutes and after Slack refused
 * it. The secret is the token itself or JSON with a {@code token}.
 */
final class BotToken implements Supplier<String> {
  static final Duration AGE_MAX = Duration.ofMinutes(5);

  private final Supplier<SecretsManagerClient> secrets;
  private final String secret;
  private final Clock clock;
  private @Nullable String cached;
  private Instant readAt = Instant.MIN;

  BotToken(Supplier<SecretsManagerClient> secrets, String secret, Clock clock) {
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
    String token = cached;
    if (token == null || now.isAfter(readAt.plus(AGE_MAX)) || now.isBefore(readAt)) {
      token = read();
      cached = token;
      readAt = now;
    }
    return token;
  }

  /** The next call reads the secret anew. */
  synchronized void forget() {
    cached = null;
  }

  private String read() {
    String value = secrets.get().getSecretValue(r -> r.secretId(secret)).secretString().strip();
    return value.startsWith("{")
        ? Json.MAPPER.readTree(value).path("token").asString("").strip()
        : value;
  }
}
