package salesops.model;

import java.util.Locale;

/** Codes such as names of enums, as people read them. */
public final class Codes {
  private Codes() {}

  /** {@code POOL_FULL} as {@code pool full}. */
  public static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
