package salesops.deals.crm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What became of a change.
 *
 * @param deal id of its deal; empty when it named none
 * @param message for people; empty when there is nothing to say
 */
public record ChangeResult(String deal, Outcome outcome, String message) {
  /** What became of it, as a code for programs. */
  public enum Outcome {
    /** The deal is as it says. */
    APPLIED,
    /** The deal was so already, or the change was reported before. */
    UNCHANGED,
    /** Later changes of the same fields are known: it is in the history only. */
    OVERTAKEN,
    /** Applied, but no rep in the settings matches the owner, so the deal counts for nobody. */
    HELD,
    /** Nothing was changed. */
    REFUSED;

    /** The code, such as {@code applied}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
