package salesops.slack;

import java.util.function.Supplier;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SecretText;

/** The bot's token: the secret's text itself, or JSON with a {@code token}. */
record BotToken(SecretText secret) implements Supplier<String> {

  /** Name of the environment variable with the name of the secret. */
  static final String SLACK_TOKEN_SECRET = "SLACK_TOKEN_SECRET";

  static BotToken of(Platform platform) {
    return new BotToken(
        new SecretText(
            platform.secrets(), platform.required(SLACK_TOKEN_SECRET), platform.clock()));
  }

  /**
   * @throws software.amazon.awssdk.core.exception.SdkException when the secret cannot be read
   */
  @Override
  public String get() {
    String value = secret.get();
    return value.startsWith("{")
        ? Json.MAPPER.readTree(value).path("token").asString("").strip()
        : value;
  }

  /** The next call reads the secret anew; after Slack refused the token. */
  void forget() {
    secret.forget();
  }
}
