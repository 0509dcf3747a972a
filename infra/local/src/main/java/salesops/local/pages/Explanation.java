package salesops.local.pages;

import java.util.Map;

/** An explanation as text. */
public final class Explanation {
  private Explanation() {}

  public static String text(Map<String, Object> answer) {
    return answer.toString();
  }
}
