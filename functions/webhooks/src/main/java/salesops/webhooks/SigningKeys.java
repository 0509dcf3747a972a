package salesops.webhooks;

import java.util.Optional;
import salesops.runtime.Json;
import salesops.runtime.secrets.SecretText;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Keys of the endpoints: a secret that is a JSON object from endpoint to key. */
record SigningKeys(SecretText secret) {

  /** Empty when the secret has none for this endpoint, is no JSON or cannot be read. */
  Optional<String> of(String endpoint) {
    Optional<String> key = read(endpoint);
    if (key.isEmpty()) {
      secret.forget(); // somebody may be about to add it
    }
    return key;
  }

  private Optional<String> read(String endpoint) {
    try {
      JsonNode key = Json.MAPPER.readTree(secret.get()).path(endpoint);
      return Optional.of(key.asString("").strip()).filter(text -> !text.isEmpty());
    } catch (JacksonException | SdkException e) {
      return Optional.empty();
    }
  }
}
