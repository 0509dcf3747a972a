package salesops.intake;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import salesops.model.settings.Form;

/**
 * Which web pages may read the answers: those the settings name for a form. Whoever is not named
 * gets no headers, which stops a page's script before it can post JSON.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch standard</a>
 */
final class Cors {
  /** How long a browser need not ask again. */
  private static final int PREFLIGHT_AGE_MAX_SECONDS = 600;

  private Cors() {}

  /** For an answer about one of these forms. */
  static Map<String, String> headers(String origin, Stream<Form> forms) {
    Map<String, String> headers = new TreeMap<>(Map.of("vary", "origin"));
    if (forms.map(Form::origins).flatMap(List::stream).anyMatch(origin::equals)) {
      headers.put("access-control-allow-origin", origin);
    }
    return headers;
  }

  /** For the question before a post, which does not say of which form. */
  static Map<String, String> preflight(String origin, List<Form> forms) {
    Map<String, String> headers = headers(origin, forms.stream());
    if (headers.containsKey("access-control-allow-origin")) {
      headers.put("access-control-allow-methods", "POST");
      headers.put("access-control-allow-headers", "content-type, idempotency-key");
      headers.put("access-control-max-age", Integer.toString(PREFLIGHT_AGE_MAX_SECONDS));
    }
    return headers;
  }
}
