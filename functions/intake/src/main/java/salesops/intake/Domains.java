package salesops.intake;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import salesops.model.Identity.MailKind;

/** Internet domains as they tell companies apart. All in lower case and ASCII (punycode). */
public final class Domains {
  /** Top-level names that no company can have: RFC 2606, RFC 6761, RFC 6762. */
  private static final Set<String> RESERVED =
      Set.of("example", "test", "invalid", "localhost", "local", "onion", "arpa", "internal");

  /** Second-level names set aside for examples: RFC 2606. */
  private static final Set<String> RESERVED_DOMAINS =
      Set.of("example.com", "example.net", "example.org");

  private static final Set<String> FREE = new HashSet<>(Lines.of("free-mail.txt"));
  private static final Set<String> DISPOSABLE = new HashSet<>(Lines.of("disposable-mail.txt"));

  private Domains() {}

  /** The host in its one spelling; empty when it is no domain name of at least two labels. */
  public static Optional<String> canonical(String host) {
    String ascii;
    try {
      ascii = IDN.toASCII(host.strip()).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    boolean valid =
        InternetDomainName.isValid(bare)
            && bare.indexOf('.') > 0
            && bare.chars().noneMatch(c -> c == '_' || c > 'z')
            // Rules out IPv4 addresses.
            && !Character.isDigit(bare.charAt(bare.lastIndexOf('.') + 1));
    return valid ? Optional.of(bare) : Optional.empty();
  }

  /**
   * What somebody can register, such as {@code acme.co.uk} of {@code mail.acme.co.uk}, by the
   * public suffix list. A host that is itself a suffix somebody runs, such as {@code github.io},
   * counts as its owner's.
   */
  public static Optional<String> registrable(String canonicalHost) {
    InternetDomainName host = InternetDomainName.from(canonicalHost);
    if (host.isUnderPublicSuffix()) {
      return Optional.of(host.topPrivateDomain().toString());
    }
    if (host.isUnderRegistrySuffix()) {
      return Optional.of(host.topDomainUnderRegistrySuffix().toString());
    }
    if (host.isPublicSuffix()) {
      return Optional.empty();
    }
    // A top-level name that is on no list: the usual two labels.
    List<String> labels = host.parts();
    return Optional.of(String.join(".", labels.subList(labels.size() - 2, labels.size())));
  }

  /** What kind of mailboxes a domain has. */
  public static MailKind kind(String canonicalHost) {
    String top = canonicalHost.substring(canonicalHost.lastIndexOf('.') + 1);
    String company = registrable(canonicalHost).orElse(canonicalHost);
    if (RESERVED.contains(top) || RESERVED_DOMAINS.contains(company)) {
      return MailKind.RESERVED;
    }
    if (DISPOSABLE.contains(canonicalHost) || DISPOSABLE.contains(company)) {
      return MailKind.DISPOSABLE;
    }
    return FREE.contains(canonicalHost) || FREE.contains(company)
        ? MailKind.FREE
        : MailKind.BUSINESS;
  }
}
