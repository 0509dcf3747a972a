package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.intake.Submission.Earlier;
import salesops.model.Identity;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.testkit.TestClock;

/** What the use case relies on, whichever store stands behind it. */
abstract class IntakeStoreContract {
  abstract IntakeStore store();

  /** Checks what the store itself holds, where it lets one look. */
  void holds(List<Lead> kept, List<Lead> aside) {}

  /** Copies of one submission, told apart by when they came. */
  static Submission at(int second) {
    Instant when = TestClock.START.plusSeconds(second);
    Identity identity = Identities.of("salt", Map.of("email", "claire@lyon.fr"));
    Lead lead =
        new Lead(
            LeadId.of(identity.primary(), when.toString()),
            "demo",
            when,
            Origin.BROWSER,
            Map.of("source", Origin.SETTINGS),
            identity,
            Map.of("email", "claire@lyon.fr", "source", "website"),
            Map.of("budget", "5"));
    return new Submission("k#demo#1", "content", Submission.KEY_WINDOW, lead, Set.of());
  }

  private static Earlier earlier(int second) {
    return new Earlier(at(second).lead(), "content");
  }

  @Test
  void handsBackTheEarlierCopyWhole() {
    assertEquals(Optional.empty(), store().keep(at(1)));
    assertEquals(Optional.of(earlier(1)), store().keep(at(2)));
    holds(List.of(at(1).lead()), List.of());
  }

  @Test
  void replacesTheEarlierOneAndKeepsItAside() {
    store().keep(at(1));
    assertTrue(store().replace(earlier(1), at(2)));
    assertEquals(Optional.of(earlier(2)), store().keep(at(3)));
    holds(List.of(at(2).lead()), List.of(at(1).lead()));
  }

  @Test
  void letsOnlyOneOfTwoReplaceTheSameEarlierOne() {
    store().keep(at(1));
    assertTrue(store().replace(earlier(1), at(2)));
    assertFalse(store().replace(earlier(1), at(3)));
    holds(List.of(at(2).lead()), List.of(at(1).lead()));
  }

  @Test
  void replacesNothingThatIsNotThere() {
    assertFalse(store().replace(earlier(1), at(2)));
    holds(List.of(), List.of());
  }
}
