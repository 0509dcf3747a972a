package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import salesops.model.Lead;

/**
 * Reads what a plain HTML form posts; {@code attributes.x} names an attribute.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL standard</a>
 */
final class UrlencodedBody {
  private UrlencodedBody() {}

  static Reading read(String body) {
    Draft.Builder draft = new Draft.Builder(true);
    try {
      for (String pair : body.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (name.startsWith(Lead.ATTRIBUTE_PREFIX)) {
          draft.attribute(name.substring(Lead.ATTRIBUTE_PREFIX.length()), value);
        } else if (!name.isEmpty()) {
          draft.value(name, value);
        }
      }
    } catch (IllegalArgumentException e) {
      return Problem.malformed("The body is not urlencoded text.");
    }
    return draft.build();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
