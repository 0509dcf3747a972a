package salesops.slack;

import org.jspecify.annotations.Nullable;
import salesops.runtime.Packed;

/**
 * What a message says, as it lies in a row: plain text, not yet escaped. All but the headline may
 * be absent.
 *
 * @param headline who and what in a line; all that a digest shows of it
 * @param quote what the person wrote, at most {@link #QUOTE_MAX} characters
 * @param why reasons for the grade
 * @param reach how to reach the person
 * @param zone time zone of the person, shown as the local time when the message leaves
 * @param path how the owner was found
 * @param since since when
 * @param link address of the lead
 */
record Note(
    String leadId,
    String headline,
    @Nullable String quote,
    @Nullable String why,
    @Nullable String reach,
    @Nullable String zone,
    @Nullable String path,
    @Nullable String since,
    @Nullable String link) {
  /** Code points of a quote. */
  static final int QUOTE_MAX = 300;

  /** Packed bytes of a note: with its keys a row stays within the kibibyte that one write costs. */
  static final int BYTES_MAX = 850;

  /** Stands for a stored note that cannot be read. */
  static Note unreadable() {
    return new Note(
        "", "A message was stored that cannot be read", null, null, null, null, null, null, null);
  }

  /** The note packed, its quote, then its reasons and path shortened until it fits. */
  byte[] packed() {
    Note note = this;
    byte[] bytes = Packed.pack(note);
    while (bytes.length > BYTES_MAX && note.canShrink()) {
      note = note.shrunk();
      bytes = Packed.pack(note);
    }
    return bytes;
  }

  private boolean canShrink() {
    return quote != null || why != null || path != null;
  }

  /** Half the quote; without one, no reasons; without those, no path. */
  private Note shrunk() {
    if (quote != null) {
      int codePoints = quote.codePointCount(0, quote.length());
      String half = codePoints > 40 ? PlainText.clean(quote, codePoints / 2) : null;
      return new Note(leadId, headline, half, why, reach, zone, path, since, link);
    }
    String kept = why == null ? null : path;
    return new Note(leadId, headline, null, null, reach, zone, kept, since, link);
  }
}
