package salesops.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import salesops.model.settings.Criteria;

/**
 * What a page's form posts.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL standard</a>
 */
record PostedForm(Map<String, String> values) {
  /** Longest body; a reason and a rep take less than one kibibyte. */
  static final int CHARS_MAX = 8_192;

  /**
   * Values by name; empty when the body is too long or not what a form posts, so that every field
   * is missing.
   */
  static PostedForm of(APIGatewayV2HTTPEvent request) {
    String body = request.getBody() == null ? "" : request.getBody();
    if (body.length() > CHARS_MAX) {
      return new PostedForm(Map.of());
    }
    try {
      return new PostedForm(
          values(
              request.getIsBase64Encoded()
                  ? new String(Base64.getDecoder().decode(body), UTF_8)
                  : body));
    } catch (IllegalArgumentException e) {
      return new PostedForm(Map.of());
    }
  }

  private static Map<String, String> values(String body) {
    Map<String, String> values = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return values;
  }

  /**
   * One line of text without invisible characters and blanks at its ends; empty when it is missing.
   */
  String text(String name) {
    return Criteria.oneLine(values.getOrDefault(name, "")).replaceAll(" +", " ").strip();
  }
}
