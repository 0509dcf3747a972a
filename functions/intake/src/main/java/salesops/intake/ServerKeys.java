package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import tools.jackson.core.type.TypeReference;

/**
 * Keys by which programs of the company are known: a secret, {@code {"website": KEY, "crm": KEY}}.
 * The one named {@link #CLOUDFRONT} is the distribution's in front of the API and opens nothing.
 */
final class ServerKeys {
  /** Name of the environment variable with the name of the keys' secret. */
  static final String SERVER_KEYS_SECRET = "SERVER_KEYS_SECRET";

  /** Shorter keys can be guessed and are not believed. */
  static final int KEY_CHARS_MIN = 20;

  static final String CLOUDFRONT = "cloudfront";

  private static final String SCHEME = "bearer ";
  private static final TypeReference<Map<String, String>> KEYS = new TypeReference<>() {};

  private final Supplier<String> secret;

  /**
   * @param secret read when somebody shows a key, never else
   */
  ServerKeys(Supplier<String> secret) {
    this.secret = secret;
  }

  /**
   * Whether an {@code Authorization} header has the key of a program.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the keys cannot be read
   */
  boolean admit(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && isOneOf(authorization.substring(SCHEME.length()).strip(), false);
  }

  /**
   * Whether a request came through the company's own distribution.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the keys cannot be read
   * @throws tools.jackson.core.JacksonException when they are no JSON
   */
  boolean isCloudFront(@Nullable String key) {
    return key != null && isOneOf(key, true);
  }

  /** Looks at every key, each in the same time, so that nobody learns how close a guess was. */
  private boolean isOneOf(String shown, boolean cloudFront) {
    boolean found = false;
    for (Map.Entry<String, String> key : Json.MAPPER.readValue(secret.get(), KEYS).entrySet()) {
      boolean counts =
          key.getKey().equals(CLOUDFRONT) == cloudFront && key.getValue().length() >= KEY_CHARS_MIN;
      found |=
          MessageDigest.isEqual(key.getValue().getBytes(UTF_8), shown.getBytes(UTF_8)) && counts;
    }
    return found;
  }
}
