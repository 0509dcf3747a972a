package salesops.slack;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.http.ActionLinks.Action;

/**
 * What a message says, as it lies in a row: plain text, not yet escaped. All but the headline may
 * be absent.
 *
 * @param leadId empty: it is about no lead
 * @param headline who and what in a line; all that a digest shows of it
 * @param quote what the person wrote, at most {@link #QUOTE_MAX} characters
 * @param why reasons for the grade
 * @param reach how to reach the person
 * @param zone time zone of the person, shown as the local time when the message leaves
 * @param path how the owner was found
 * @param since since when
 * @param link address of the lead in another system
 * @param kind what it is about; absent: nothing that one could do something about
 * @param manager whose message it is when it goes to a channel
 * @param suspects quarantined leads that may be released
 * @param dealId the deal that it is about; absent: none
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
    @Nullable String link,
    @Nullable Kind kind,
    @Nullable String manager,
    List<Suspect> suspects,
    @Nullable String dealId) {
  /** What a message is about, and what its reader may do. */
  enum Kind {
    /** The reader owns the lead. */
    OWNED,
    /** Somebody of the team owns a lead worth knowing of. */
    HOT,
    /** A lead waits. */
    HELD,
    /** A lead waits because nobody has room for it. */
    HELD_FULL,
    RETURNED,
    /** The reader owns a lead that nobody has contacted yet. */
    REMINDER,
    /** Somebody of the team owns a lead that nobody has contacted yet. */
    OVERDUE,
    /** A lead goes to another rep, since nobody contacted it. */
    REASSIGNED,
    /** The reader owns a lead that is worth a deal. */
    QUALIFIED,
    /** The reader owns an open deal. */
    DEAL,
    /** What happened since the last digest. */
    DIGEST;

    /** What the buttons do, in order. */
    List<Action> actions() {
      return switch (this) {
        case OWNED ->
            List.of(
                Action.OPEN, Action.CONTACTED, Action.QUALIFY, Action.DISQUALIFY, Action.RETURN);
        case REMINDER ->
            List.of(Action.CONTACTED, Action.QUALIFY, Action.DISQUALIFY, Action.RETURN);
        case HOT, HELD, RETURNED, OVERDUE -> List.of(Action.OPEN, Action.GIVE);
        case REASSIGNED -> List.of(Action.OPEN);
        case QUALIFIED -> List.of(Action.OPEN_DEAL, Action.DISQUALIFY);
        case DEAL -> List.of(Action.MOVE_DEAL, Action.WIN_DEAL, Action.LOSE_DEAL);
        case HELD_FULL -> List.of(Action.OPEN, Action.GIVE, Action.RAISE_CAPACITY);
        case DIGEST -> List.of();
      };
    }

    boolean isHeld() {
      return this == HELD || this == HELD_FULL;
    }
  }

  /** A quarantined lead. */
  record Suspect(String leadId, String who) {}

  Note {
    // JSON leaves out what is empty.
    leadId = Objects.requireNonNullElse(leadId, "");
    suspects = List.copyOf(suspects);
  }

  /** Code points of a quote. */
  static final int QUOTE_MAX = 300;

  /** Packed bytes of a note: with its keys a row stays within the kibibyte that one write costs. */
  static final int BYTES_MAX = 850;

  /** A note of nothing but a headline. */
  static Note of(String leadId, String headline) {
    return new Note(
        leadId, headline, null, null, null, null, null, null, null, null, null, List.of(), null);
  }

  /**
   * A headline about a lead, with buttons.
   *
   * @param link address of the lead in another system; absent: none
   */
  static Note ofLead(Kind kind, String leadId, String headline, @Nullable String link) {
    return new Note(
        leadId, headline, null, null, null, null, null, null, link, kind, null, List.of(), null);
  }

  /**
   * A headline about a deal.
   *
   * @param kind absent: without buttons
   */
  static Note ofDeal(@Nullable Kind kind, String dealId, String headline) {
    return new Note(
        "", headline, null, null, null, null, null, null, null, kind, null, List.of(), dealId);
  }

  /** What happened, for a manager. */
  static Note digest(String headline, @Nullable String manager, List<Suspect> suspects) {
    return new Note(
        "",
        headline,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Kind.DIGEST,
        manager,
        suspects,
        null);
  }

  /** Stands for a stored note that cannot be read. */
  static Note unreadable() {
    return of("", "A message was stored that cannot be read");
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
      return with(half, why, path);
    }
    return with(null, null, why == null ? null : path);
  }

  /** The same as the message of this manager. */
  Note toldTo(@Nullable String newManager) {
    return new Note(
        leadId,
        headline,
        quote,
        why,
        reach,
        zone,
        path,
        since,
        link,
        kind,
        newManager,
        suspects,
        dealId);
  }

  /** Id of what the buttons are about: the deal or the lead; empty: neither. */
  String subject() {
    return dealId == null ? leadId : dealId;
  }

  private Note with(@Nullable String newQuote, @Nullable String newWhy, @Nullable String newPath) {
    return new Note(
        leadId, headline, newQuote, newWhy, reach, zone, newPath, since, link, kind, manager,
        suspects, dealId);
  }
}
