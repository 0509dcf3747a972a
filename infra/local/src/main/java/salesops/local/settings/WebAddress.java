package salesops.local.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Checks addresses of pages and origins. */
final class WebAddress {
  private static final Set<String> SCHEMES = Set.of("https", "http");

  private WebAddress() {}

  /** An address with host; braces stand for what is filled in. */
  static String page(String text) {
    URI uri = uri(text.replaceAll("\\{[^}]*}", "x"));
    if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
      throw new Malformed(
          Values.quoted(text) + " is no web address",
          "write it whole: https://northwind.example/…");
    }
    return text;
  }

  /** Scheme, host and port, as browsers send it. */
  static String origin(String text) {
    URI uri = uri(text);
    boolean bare =
        uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    page(text);
    if (!bare || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new Malformed(
          Values.quoted(text) + " is more than an origin",
          "write scheme, host and port only: https://northwind.example");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Malformed(
          Values.quoted(text) + " is no web address",
          "write it whole: https://northwind.example/…");
    }
  }
}
