package salesops.routing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.routing.FindLead.Found;
import salesops.runtime.lambda.Retry;
import salesops.runtime.lambda.Waiting;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Changes one lead as an operator asks: reads it, lets the operation say what to write, and looks
 * again when something moved meanwhile. A call whose effect came about although its answer was lost
 * finds that effect on the next try.
 */
final class ChangeLead {
  /** Code of the answer when every try met another change. */
  static final String BUSY = "busy";

  /** Until the operator is told to try later. */
  static final Retry RETRY = new Retry(8, RouteLeads.BACKOFF);

  private final RoutingStore store;
  private final Rulebooks rulebooks;
  private final FindLead findLead;
  private final Waiting waiting;

  ChangeLead(RoutingStore store, Rulebooks rulebooks, Waiting waiting) {
    this.store = store;
    this.rulebooks = rulebooks;
    this.findLead = new FindLead(store, rulebooks);
    this.waiting = waiting;
  }

  /**
   * A lead as it is now.
   *
   * @param company absent when the lead has none
   * @param book to write on
   */
  record Situation(
      LeadRecord record,
      Person person,
      @Nullable CompanyClaim company,
      Rulebook rulebook,
      Book book,
      Instant now) {}

  /** An operation: what it makes of the lead. */
  interface Operation {
    Step on(Situation situation);
  }

  /** What an operation comes to. */
  sealed interface Step {
    /** Nothing is to be written. */
    record Say(Answer answer) implements Step {}

    record Write(Amendment amendment, Answer answer) implements Step {}
  }

  Answer change(String lead, Operation operation) {
    return RETRY
        .untilAnswered(waiting, SdkException.class::isInstance, () -> changeOnce(lead, operation))
        .orElseGet(() -> new Refused(BUSY, "the lead changes all the time; try again"));
  }

  private Optional<Answer> changeOnce(String lead, Operation operation) {
    Optional<Found> found = findLead.find(lead);
    if (found.isEmpty()) {
      return Optional.of(new Refused("unknownLead", "there is no such lead"));
    }
    return switch (operation.on(situation(found.get()))) {
      case Step.Say say -> Optional.of(say.answer());
      case Step.Write write ->
          write(write.amendment()) ? Optional.of(write.answer()) : Optional.empty();
    };
  }

  private Situation situation(Found found) {
    Rulebook rulebook = rulebooks.current();
    Instant now = waiting.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Set<String> company =
        found.record().content().lead().identity().companyDomain().map(Set::of).orElse(Set.of());
    RoutingStore.Seen seen = store.look(Set.of(), company, Set.of());
    return new Situation(
        found.record(),
        found.person(),
        seen.companies().values().stream().findFirst().orElse(null),
        rulebook,
        new Book(
            seen.reps(),
            reps -> store.look(Set.of(), Set.of(), reps).reps(),
            OpenLeads.day(now),
            rulebook.rules().openForDays()),
        now);
  }

  private boolean write(Amendment amendment) {
    Amendment.GivenBack turn = amendment.givenBack();
    if (turn == null) {
      return store.write(amendment.change(null));
    }
    PoolState pool = store.takeTurn(new PoolState.Key(turn.turn().pool(), turn.turn().band()));
    RotationState after = Rotation.giveBack(pool.state(), turn.turn(), turn.rep());
    boolean written = store.write(amendment.change(pool.with(after)));
    if (!written) {
      store.letGo(pool);
    }
    return written;
  }
}
