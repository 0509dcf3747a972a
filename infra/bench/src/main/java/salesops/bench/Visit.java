package salesops.bench;

import java.util.Map;

/**
 * Somebody opens a form and sends it.
 *
 * @param openedMillis of the day
 * @param fillMillis from then to the first post
 * @param byScript by a script on the company's page instead of the hosted form
 */
record Visit(
    Kind kind,
    long openedMillis,
    long fillMillis,
    String address,
    Map<String, String> fields,
    boolean byScript,
    Habit habit) {

  /** Who it is. */
  enum Kind {
    HONEST("people"),
    SCRIPTED("scripted JSON: no token, three addresses"),
    HEADLESS("headless fill: tokens, plausible times, 60 addresses, 10 texts"),
    REPLAYED("replayed tokens: one token for two hours, 20 addresses"),
    DISTRIBUTED("distributed and slow: tokens, an address each, 10 texts"),
    DISPOSABLE("disposable addresses: tokens, an address each, 1 in 10 of a domain on no list"),
    /** Not among the five: what none of the signals sees. */
    QUIET("beyond the five: tokens, an address and a text of its own each");

    final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** What people do. */
  enum Habit {
    ONCE,
    DOUBLE_CLICK,
    /** Goes back, changes the message, sends again. */
    EDITS,
    /** Comes back to the tab after more than two hours. */
    LEAVES_OPEN
  }

  String email() {
    return String.valueOf(fields.get("email"));
  }
}
