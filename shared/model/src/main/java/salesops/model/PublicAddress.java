package salesops.model;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the public internet from those of machines, networks and protocols. */
public final class PublicAddress {
  private PublicAddress() {}

  /**
   * Whether an address belongs to the public internet. See <a
   * href="https://www.iana.org/assignments/iana-ipv4-special-registry">the special IPv4 blocks</a>
   * and <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">the IPv6 ones</a>.
   */
  public static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    int c = bytes[2] & 0xff;
    boolean special =
        a == 0
            || a == 10
            || a == 127
            || (a == 100 && b >= 64 && b < 128) // carriers' own
            || (a == 172 && b >= 16 && b < 32)
            || (a == 192 && b == 168)
            || (a == 169 && b == 254)
            || (a == 192 && b == 0 && (c == 0 || c == 2))
            || (a == 192 && b == 88 && c == 99)
            || (a == 198 && (b == 18 || b == 19))
            || (a == 198 && b == 51 && c == 100)
            || (a == 203 && b == 0 && c == 113)
            || a >= 224;
    return !special;
  }

  /** Only 2000::/3 is routed; in it, what carries an IPv4 address or is for documents is not. */
  private static boolean isPublic6(byte[] bytes) {
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    boolean global = (first & 0xe000) == 0x2000;
    boolean special =
        first == 0x2002 // 6to4
            || (first == 0x2001 && (second < 0x200 || second == 0xdb8)) // Teredo, ORCHID, documents
            || (first == 0x3fff && second < 0x1000);
    return global && !special;
  }
}
