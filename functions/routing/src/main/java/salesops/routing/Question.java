package salesops.routing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import salesops.model.Lead;
import salesops.model.RepId;
import salesops.model.Score;

/**
 * A lead that needs an owner, and what is known of it.
 *
 * @param returners reps who gave it back
 * @param related owners of open leads of the same person, then of the company's account, then of
 *     open leads of the same company
 */
record Question(Lead lead, Score score, Set<RepId> returners, List<Related> related) {
  Question {
    returners = Set.copyOf(returners);
    related = List.copyOf(related);
  }

  /**
   * Somebody to whom this lead is due already: who owns an open lead that it belongs to, or the
   * company's account.
   *
   * @param note what a decision says besides; empty: nothing
   */
  record Related(Link link, RepId owner, String note) {
    /** What they have in common. */
    enum Link {
      PERSON,
      ACCOUNT,
      COMPANY
    }

    /** {@code company ana@northwind.example}, {@code account ben@… imported on 2026-11-25}. */
    String words() {
      String who = link.name().toLowerCase(Locale.ROOT) + " " + owner.email();
      return note.isEmpty() ? who : who + " " + note;
    }

    /** What {@link #words()} made of it; empty for other words. */
    static Optional<Related> parse(String words) {
      String[] parts = words.split(" ", 3);
      return parts.length < 2
          ? Optional.empty()
          : Optional.of(
              new Related(
                  Link.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                  new RepId(parts[1]),
                  parts.length == 2 ? "" : parts[2]));
    }
  }
}
