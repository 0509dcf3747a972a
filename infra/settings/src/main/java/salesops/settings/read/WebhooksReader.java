package salesops.settings.read;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import salesops.model.PublicAddress;
import salesops.model.settings.Settings.Webhook;
import salesops.settings.yaml.Keys;
import salesops.settings.yaml.Malformed;
import salesops.settings.yaml.Section;
import salesops.settings.yaml.Source;
import salesops.settings.yaml.Values;

/** Reads {@code webhooks}: by name, where to and of what. */
public final class WebhooksReader {
  public static final int WEBHOOKS_MAX = 20;

  private static final Keys WEBHOOK = Keys.of("url", "events");
  private static final Map<String, String> EVENTS =
      Map.of(
          "LeadAssigned", "LeadAssigned",
          "LeadReturned", "LeadReturned",
          "LeadUnassigned", "LeadUnassigned");
  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+");
  private static final Pattern DOTTED = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");

  private final Source source;

  public WebhooksReader(Source source) {
    this.source = source;
  }

  public List<Webhook> read() {
    List<Webhook> webhooks = new ArrayList<>();
    Section all = source.root().anySection("webhooks");
    if (all.keys().size() > WEBHOOKS_MAX) {
      source.problems().error(all.place(), "more than " + WEBHOOKS_MAX + " webhooks", null);
      return webhooks;
    }
    for (String name : all.keys()) {
      try {
        Values.word(name);
      } catch (Malformed e) {
        source.problems().error(all.at(name), e.message(), e.fix());
      }
      webhooks.add(webhook(name, all.section(name, WEBHOOK)));
    }
    return webhooks;
  }

  private Webhook webhook(String name, Section webhook) {
    String url = webhook.required("url", WebhooksReader::url, "");
    Set<String> events = new LinkedHashSet<>(webhook.values("events", Values.oneOf(EVENTS)));
    if (webhook.items("events").isEmpty()) {
      source
          .problems()
          .error(
              webhook.at("events"),
              "names no event",
              "name some of " + String.join(", ", EVENTS.keySet().stream().sorted().toList()));
    }
    return new Webhook(name, url, List.copyOf(events));
  }

  /** An address of the public internet over TLS; of this machine, plain HTTP will do. */
  private static String url(String text) {
    URI uri = uri(Values.text(text));
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || !Set.of("https", "http").contains(scheme)) {
      throw notAnAddress(text);
    }
    if (uri.getRawUserInfo() != null) {
      throw new Malformed(
          "carries a name or password", "leave them out: receivers check the signature");
    }
    if (uri.getRawFragment() != null) {
      throw new Malformed("has a part after #, which is never sent", "leave it out");
    }
    boolean loopback = isLoopback(host);
    if (scheme.equals("http") && !loopback) {
      throw new Malformed("is not https", "write https://… (http is for trying on localhost)");
    }
    if (!loopback && !isPublic(host)) {
      throw new Malformed(
          host + " is not an address of the public internet",
          "give the endpoint a public name; private networks are never called");
    }
    return text;
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || (LITERAL.matcher(host).matches() && literal(host).isLoopbackAddress());
  }

  /** Names are looked up when something is posted, and checked again then. */
  private static boolean isPublic(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (LITERAL.matcher(host).matches()) {
      return PublicAddress.is(literal(host));
    }
    return lower.contains(".")
        && !lower.endsWith(".local")
        && !lower.endsWith(".internal")
        && !lower.endsWith(".localhost");
  }

  private static InetAddress literal(String host) {
    if (!host.startsWith("[") && !DOTTED.matcher(host).matches()) {
      throw notAnAddress(host);
    }
    try {
      return InetAddress.ofLiteral(
          host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    } catch (IllegalArgumentException e) {
      throw notAnAddress(host);
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw notAnAddress(text);
    }
  }

  private static Malformed notAnAddress(String text) {
    return new Malformed(
        Values.quoted(text) + " is no web address", "write it whole: https://crm.example/hook");
  }
}
