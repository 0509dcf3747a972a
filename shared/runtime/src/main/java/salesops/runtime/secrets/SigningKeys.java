package salesops.runtime.secrets;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The deployment's signing key and the one before it, which is good for what was signed before the
 * key was replaced: Secrets Manager keeps it as the stage {@code AWSPREVIOUS}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html">Versions
 *     of a secret</a>
 */
final class SigningKeys {
  private static final String PREVIOUS = "AWSPREVIOUS";

  private final SecretText current;
  private final SecretText previous;
  private @Nullable String known;

  /** Whether {@link #known} is the first key there ever was. */
  private boolean first;

  SigningKeys(Supplier<SecretsManagerClient> secrets, String secret, Clock clock) {
    this.current = new SecretText(secrets, secret, clock);
    this.previous = new SecretText(secrets, secret, PREVIOUS, clock);
  }

  /** The key to sign with, and the first to try. */
  String current() {
    return noted(current.get());
  }

  /**
   * What else a token may be signed with that {@link #current} did not sign: the key that another
   * instance read since, and the one before. However often it is asked, each is read once in {@link
   * SecretText#PAUSE} at most, since anybody can send tokens that nobody signed.
   */
  Set<String> others() {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(noted(current.afterPause()));
    before().forEach(keys::add);
    return keys;
  }

  private synchronized List<String> before() {
    if (first) {
      return List.of();
    }
    try {
      return List.of(previous.get());
    } catch (ResourceNotFoundException e) {
      // The key was never replaced: not to be asked again, lest an outage hides that it is known.
      first = true;
      return List.of();
    }
  }

  /** A key that changed has another one before it. */
  private synchronized String noted(String key) {
    if (known != null && !known.equals(key)) {
      previous.forget();
      first = false;
    }
    known = key;
    return key;
  }
}
