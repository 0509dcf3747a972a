package salesops.deals.crm;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import salesops.runtime.Json;
import tools.jackson.core.type.TypeReference;

/**
 * Keys that CRMs sign with: a secret, {@code {"current": KEY, "previous": KEY}}, under any names.
 * All of them are good, so that a CRM can be given its new key while the old one still works.
 *
 * @param secret read when a request comes
 */
public record CrmKeys(Supplier<String> secret) {
  /** Shorter keys can be guessed and are not believed. */
  static final int KEY_CHARS_MIN = 20;

  private static final TypeReference<Map<String, String>> KEYS = new TypeReference<>() {};

  /**
   * Returns every key.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the keys cannot be read
   * @throws tools.jackson.core.JacksonException when they are no JSON
   */
  public List<String> all() {
    return Json.MAPPER.readValue(secret.get(), KEYS).values().stream()
        .filter(key -> key.length() >= KEY_CHARS_MIN)
        .toList();
  }
}
