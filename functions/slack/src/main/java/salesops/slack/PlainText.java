package salesops.slack;

/** Text by strangers made harmless: shown as it is, never read as markup. */
final class PlainText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int REPLACEMENT = 0xFFFD;
  private static final String ELLIPSIS = "…";

  private PlainText() {}

  /**
   * One line without control or direction-changing characters, at most {@code codePointsMax} code
   * points with the ellipsis that shows a cut.
   */
  static String clean(String text, int codePointsMax) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), 2 * codePointsMax));
    text.codePoints().forEach(c -> append(line, c));
    String clean = line.toString().strip();
    if (clean.codePointCount(0, clean.length()) <= codePointsMax) {
      return clean;
    }
    int end = clean.offsetByCodePoints(0, codePointsMax - 1);
    return clean.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  private static void append(StringBuilder line, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      }
      case Character.FORMAT -> {
        // Emoji and some scripts are joined by these; the others hide text or turn it around.
        if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
          line.appendCodePoint(codePoint);
        }
      }
      case Character.SURROGATE -> line.appendCodePoint(REPLACEMENT);
      default -> line.appendCodePoint(codePoint);
    }
  }

  /**
   * Slack's control characters as entities, cut to {@code charsMax} characters without splitting an
   * entity or a code point.
   *
   * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">Escaping
   *     text</a>
   */
  static String escaped(String text, int charsMax) {
    StringBuilder out = new StringBuilder(Math.min(text.length() + 16, charsMax));
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      String piece = entity(codePoint);
      if (out.length() + piece.length() > charsMax) {
        break;
      }
      out.append(piece);
      i += Character.charCount(codePoint);
    }
    return out.toString();
  }

  /**
   * Addresses that a client would turn into links broken by an invisible character. Only for the
   * fallback text, which Slack reads more freely than a plain text object.
   */
  static String unlinked(String text) {
    return text.replaceAll("(?U)(?<=\\w)([.:@])(?=[\\w/])", "$1\u2060");
  }

  private static String entity(int codePoint) {
    return switch (codePoint) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      default -> Character.toString(codePoint);
    };
  }
}
