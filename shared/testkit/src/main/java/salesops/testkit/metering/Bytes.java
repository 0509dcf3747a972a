package salesops.testkit.metering;

/** Lengths as AWS counts them. */
public final class Bytes {
  private Bytes() {}

  /** Length of the text in UTF-8, without encoding it. */
  public static int utf8Length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A surrogate pair is two chars and four bytes: two more than its chars.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
