package salesops.webhooks;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Pause;

/**
 * What the visits of one invocation share.
 *
 * @param urls addresses of the endpoints that the settings name
 * @param waking whether the stream of the table waits for the end
 * @param deadline no post begins after it
 */
record Sending(
    WebhookStore store,
    Poster poster,
    Poster.Timeouts timeouts,
    Map<String, URI> urls,
    SigningKeys keys,
    Clock clock,
    Pause pause,
    RandomGenerator random,
    Log log,
    boolean waking,
    Instant deadline) {

  Instant now() {
    return clock.instant();
  }

  /** Where and with which key, or why not. */
  sealed interface Target {
    record Ready(URI url, String key) implements Target {}

    record Missing(String error) implements Target {}
  }

  Target target(String endpoint) {
    URI url = urls.get(endpoint);
    if (url == null) {
      return new Target.Missing("not_in_settings");
    }
    Optional<String> key = keys.of(endpoint);
    return key.isPresent() ? new Target.Ready(url, key.get()) : new Target.Missing("no_key");
  }
}
