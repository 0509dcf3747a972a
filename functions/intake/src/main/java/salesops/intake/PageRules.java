package salesops.intake;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Form;

/**
 * What a browser must hold a page to: nothing but its own style and script, in frames of the form's
 * origins only, posting only to where it came from.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 */
final class PageRules {
  /** What may stand in a header as a web origin, whoever wrote the settings. */
  private static final Pattern WEB_ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]+)?");

  private PageRules() {}

  /**
   * @param form absent: the page belongs to none, and nobody may frame it
   */
  static Map<String, String> of(@Nullable Form form) {
    String csp =
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action %s; frame-ancestors %s"
            .formatted(formAction(form), frameAncestors(form));
    return Map.of("content-security-policy", csp, "referrer-policy", "same-origin");
  }

  private static String frameAncestors(@Nullable Form form) {
    List<String> origins = new ArrayList<>(form == null ? List.of() : form.origins());
    origins.removeIf(o -> !WEB_ORIGIN.matcher(o).matches());
    return origins.isEmpty() ? "'none'" : String.join(" ", origins);
  }

  /** Browsers hold the redirect that follows a post to this directive, too. */
  private static String formAction(@Nullable Form form) {
    String thanks = form == null || form.thanks() == null ? "" : form.thanks();
    try {
      URI uri = URI.create(thanks);
      String origin = uri.getScheme() + "://" + uri.getRawAuthority();
      return WEB_ORIGIN.matcher(origin).matches() ? "'self' " + origin : "'self'";
    } catch (IllegalArgumentException e) {
      return "'self'";
    }
  }
}
