package salesops.model.deal;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.model.RepId;

/**
 * Something a rep did about a lead or deal, or the prospect's answer to it.
 *
 * @param minutes how long it took; absent: not said
 * @param automatic whether a program did it on the rep's behalf
 * @param note at most {@value #NOTE_MAX} characters; may be empty
 */
public record Activity(
    Kind kind, @Nullable Integer minutes, RepId rep, Instant at, boolean automatic, String note) {
  /** Longest note in characters. */
  public static final int NOTE_MAX = 200;

  /** Longest activity in minutes: a day. */
  public static final int MINUTES_MAX = 1_440;

  /** What was done. */
  public enum Kind {
    CALL(true),
    EMAIL(true),
    MEETING(true),
    DATA_ENTRY(false),
    PROPOSAL(true),
    /** The prospect answered, and is interested. */
    REPLY(false);

    private final boolean contact;

    Kind(boolean contact) {
      this.contact = contact;
    }

    /** Whether it is a contact with the prospect, so that it answers the response clock. */
    public boolean isContact() {
      return contact;
    }
  }

  public Activity {
    note = Objects.requireNonNullElse(note, "");
    if (minutes != null && (minutes < 0 || minutes > MINUTES_MAX)) {
      throw new IllegalArgumentException("minutes must be from 0 to " + MINUTES_MAX);
    }
    if (note.length() > NOTE_MAX) {
      throw new IllegalArgumentException("a note must be at most " + NOTE_MAX + " characters");
    }
  }
}
