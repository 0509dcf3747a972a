package salesops.settings.read;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Values;

/** Checks addresses of pages and origins. */
final class WebAddress {
  private static final Set<String> SCHEMES = Set.of("https", "http");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]*)}");

  /** What messages fill in. */
  private static final Set<String> PLACEHOLDERS = Set.of("leadId", "externalId");

  private WebAddress() {}

  /** An address with host, as browsers open it and headers carry it. */
  public static String page(String text) {
    whole(text);
    return text;
  }

  /** Scheme, host and port, as browsers send it. */
  public static String origin(String text) {
    URI uri = whole(text);
    boolean bare =
        uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    if (!bare || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new Malformed(
          Values.quoted(text) + " is more than an origin",
          "write scheme, host and port only: https://northwind.example");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** The address of a lead, with {@code {leadId}} and {@code {externalId}} to be filled in. */
  public static String ofLead(String text) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      if (!PLACEHOLDERS.contains(placeholder.group(1))) {
        throw new Malformed(
            placeholder.group() + " is not known here", "{leadId} and {externalId} are filled in");
      }
    }
    uri(text, placeholder.replaceAll("x"));
    return text;
  }

  private static URI whole(String text) {
    if (text.contains("{") || text.contains("}")) {
      throw new Malformed(
          "has braces, and nothing is filled in here",
          "write the address as browsers open it; only links.lead knows {leadId} and {externalId}");
    }
    return uri(text, text);
  }

  private static URI uri(String written, String filledIn) {
    try {
      URI uri = new URI(filledIn);
      if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw notAnAddress(written);
    }
    throw notAnAddress(written);
  }

  private static Malformed notAnAddress(String written) {
    return new Malformed(
        Values.quoted(written) + " is no web address",
        "write it whole: https://northwind.example/…");
  }
}
