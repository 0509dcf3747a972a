package salesops.model.settings;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import salesops.model.Lead;

/**
 * How texts are compared by criteria, and how fields and values are worded for people. An index
 * over criteria normalises its keys with {@link #fold} and {@link #postal}, so that it agrees with
 * {@link Criterion#matches}.
 */
public final class Criteria {
  /** Most characters of a lead's own text in a sentence for people. */
  public static final int SHOWN_MAX = 40;

  /** Most alternatives named in a sentence for people. */
  static final int ALTERNATIVES_MAX = 5;

  private Criteria() {}

  /** The text as compared: stripped, in lower case, accents composed; the same in every locale. */
  public static String fold(String text) {
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      if (stripped.charAt(i) >= 0x80) {
        return Normalizer.normalize(stripped, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      }
    }
    return stripped.toLowerCase(Locale.ROOT);
  }

  /** A postal code as compared: folded, without spaces and hyphens. */
  public static String postal(String text) {
    String folded = fold(text);
    StringBuilder code = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c != '-' && !Character.isSpaceChar(c) && !Character.isWhitespace(c)) {
        code.append(c);
      }
    }
    return code.toString();
  }

  /**
   * Whether the text matches the pattern, in which {@code *} stands for any text, none included;
   * both are folded already. Goes back to the last star only, so it takes at most pattern × text
   * steps whatever a form sends.
   */
  public static boolean wildcard(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** A field or attribute as people say it: {@code jobTitle} is {@code job title}. */
  public static String label(String field) {
    if (field.equals("email")) {
      return "e-mail";
    }
    String name =
        field.startsWith(Lead.ATTRIBUTE_PREFIX)
            ? field.substring(Lead.ATTRIBUTE_PREFIX.length())
            : field;
    StringBuilder words = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1))) {
        boolean acronym = i + 1 < name.length() && Character.isUpperCase(name.charAt(i + 1));
        words.append(' ').append(acronym ? c : Character.toLowerCase(c));
      } else {
        words.append(c);
      }
    }
    return words.toString();
  }

  /** Text of a lead as shown in a sentence: cut to {@link #SHOWN_MAX} characters. */
  public static String cut(String text) {
    return cut(text, SHOWN_MAX);
  }

  /**
   * Text on one line of at most {@code max} characters, the last one an ellipsis when something was
   * left out.
   */
  public static String cut(String text, int max) {
    String shown = text;
    if (text.codePointCount(0, text.length()) > max) {
      shown = text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }
    return oneLine(shown);
  }

  /**
   * Text on one line: a blank for each character that breaks lines, controls a terminal, is
   * invisible or turns the text around.
   */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(isPlain(c) ? c : ' '));
    return line.toString();
  }

  /** Alternatives in a sentence: {@code DE, AT or CH}. */
  static String either(List<String> values) {
    int shown = Math.min(values.size(), ALTERNATIVES_MAX);
    if (shown < values.size()) {
      int more = values.size() - shown;
      return String.join(", ", values.subList(0, shown)) + " or " + more + " more";
    }
    return shown < 2
        ? String.join("", values)
        : String.join(", ", values.subList(0, shown - 1)) + " or " + values.getLast();
  }

  /** Neither a line break nor invisible: those could fake another line or turn the text around. */
  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
