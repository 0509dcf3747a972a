package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import salesops.runtime.http.Requests;

/**
 * The languages somebody would like to read, the dearest first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4647#section-3.4">RFC 4647, lookup</a>
 */
record Wanted(List<LanguageRange> ranges) {
  /** The parameter of a page's address that says it, stronger than what the browser says. */
  static final String PARAMETER = "lang";

  /** Longer lists are no list of languages. */
  private static final int HEADER_CHARS_MAX = 500;

  Wanted {
    ranges = List.copyOf(ranges);
  }

  static Wanted by(APIGatewayV2HTTPEvent request) {
    String asked = Requests.query(request).getOrDefault(PARAMETER, "");
    return new Wanted(
        asked.isBlank()
            ? ranges(Requests.header(request, "accept-language").orElse(""))
            : ranges(asked));
  }

  private static List<LanguageRange> ranges(String text) {
    if (text.isBlank() || text.length() > HEADER_CHARS_MAX) {
      return List.of();
    }
    try {
      return LanguageRange.parse(text).stream().filter(r -> r.getWeight() > 0).toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** The first language that is both wanted and offered, else the first that is offered. */
  String among(List<String> offered) {
    for (LanguageRange range : ranges) {
      // German of Austria is served by German, Portuguese by that of Brazil.
      String found = Locale.lookupTag(List.of(range), offered);
      List<String> wider = Locale.filterTags(List.of(range), offered);
      if (found == null && !wider.isEmpty() && !range.getRange().equals("*")) {
        found = wider.getFirst();
      }
      if (found != null) {
        // The tags come back in lower case.
        String tag = found;
        return offered.stream().filter(tag::equalsIgnoreCase).findFirst().orElse(tag);
      }
    }
    return offered.getFirst();
  }
}
