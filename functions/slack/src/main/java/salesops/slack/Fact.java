package salesops.slack;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadAssigned;
import salesops.events.LeadQuarantined;
import salesops.events.LeadReturned;
import salesops.events.Turn;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.model.RepId;

/**
 * What a manager's digest counts of an event. It stays in the row when the message was sent, so it
 * is short: a letter and words.
 */
sealed interface Fact {
  /** Code points kept of what a rep said. */
  int REASON_MAX = 40;

  /** Code points kept of who a quarantined lead claims to be. */
  int WHO_MAX = 80;

  /**
   * A lead was given to the person whose channel the row is in.
   *
   * @param grade such as {@code A1}
   * @param afterMillis from the form to this owner; absent: not the lead's first owner, or the lead
   *     was in quarantine
   * @param furthestHundredths how far from the weighted share the furthest rep of the rotation is
   *     after this turn, in hundredths of a lead, rounded up; absent: no turn was used
   */
  record Assigned(String grade, @Nullable Long afterMillis, @Nullable Long furthestHundredths)
      implements Fact {}

  /** A lead was held against the plan. */
  record Held() implements Fact {}

  /** A lead was given back. */
  record Returned(String reason) implements Fact {}

  /** A lead was quarantined. */
  record Quarantined(String leadId, String who) implements Fact {}

  static Assigned of(LeadAssigned event) {
    Turn turn = event.turn();
    Duration after = Duration.between(event.lead().submittedAt(), event.assignedAt());
    return new Assigned(
        event.score().grade().toString(),
        event.assignmentSeq() == 1 && !after.isNegative() && !wasKeptBack(event.lead())
            ? after.toMillis()
            : null,
        turn == null ? null : furthest(turn, event.rep()));
  }

  /** Time in quarantine says nothing of how fast leads get an owner. */
  private static boolean wasKeptBack(Lead lead) {
    return lead.get(Lead.RELEASED_AT).isPresent()
        && lead.originOf(Lead.RELEASED_AT) == Origin.SETTINGS;
  }

  static Fact of(LeadReturned event) {
    return new Returned(PlainText.clean(event.reason(), REASON_MAX));
  }

  static Fact of(LeadQuarantined event) {
    return new Quarantined(
        event.lead().leadId().value(), PlainText.clean(Notes.who(event.lead()), WHO_MAX));
  }

  /**
   * Shares are told as they were before the turn, counted from a moment when everybody was exactly
   * at the fair share; a lead that makes good a returned one is no turn.
   */
  private static long furthest(Turn turn, RepId chosen) {
    long weights = turn.eligible().stream().mapToLong(Turn.Share::weight).sum();
    long turns =
        turn.eligible().stream().mapToLong(share -> share.turns() + taken(share, chosen)).sum();
    long furthest =
        turn.eligible().stream()
            .mapToLong(
                share ->
                    Math.abs(
                        (share.turns() + taken(share, chosen)) * weights - turns * share.weight()))
            .max()
            .orElse(0);
    return Math.ceilDiv(100 * furthest, Math.max(1, weights));
  }

  private static int taken(Turn.Share share, RepId chosen) {
    Integer owed = share.owed();
    return share.rep().equals(chosen) && (owed == null || owed == 0) ? 1 : 0;
  }

  default String text() {
    return switch (this) {
      case Assigned a ->
          "a " + a.grade + " " + word(a.afterMillis) + " " + word(a.furthestHundredths);
      case Held() -> "h";
      case Returned(String reason) -> "r " + reason;
      case Quarantined(String leadId, String who) -> "q " + leadId + " " + who;
    };
  }

  private static String word(@Nullable Long number) {
    return number == null ? "-" : number.toString();
  }

  /** Empty for what another version of this function wrote. */
  static Optional<Fact> parse(String text) {
    String rest = text.length() > 2 ? text.substring(2) : "";
    try {
      return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
        case 'a' -> {
          String[] words = rest.split(" ", -1);
          yield Optional.of(new Assigned(words[0], number(words[1]), number(words[2])));
        }
        case 'h' -> Optional.of(new Held());
        case 'r' -> Optional.of(new Returned(rest));
        case 'q' -> {
          int space = rest.indexOf(' ');
          yield Optional.of(new Quarantined(rest.substring(0, space), rest.substring(space + 1)));
        }
        default -> Optional.empty();
      };
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Long number(String word) {
    return word.equals("-") ? null : Long.valueOf(word);
  }
}
