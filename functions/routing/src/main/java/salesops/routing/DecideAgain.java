package salesops.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;

/**
 * Makes a recorded decision anew: the rules of today's code on the settings, standings and states
 * of reps that were recorded with it.
 */
final class DecideAgain {
  private DecideAgain() {}

  /**
   * @param rulebook of the recorded settings version
   * @param returners who had returned the lead before the decision
   * @param turn absent where no turn was used
   * @return the owner's address, or why nobody would have it
   */
  static String outcome(
      Rulebook rulebook,
      LeadRecord.Content content,
      Set<RepId> returners,
      @Nullable Turn turn,
      Instant decidedAt) {
    Question question =
        new Question(content.lead(), content.score(), returners, related(content.decision()));
    Book book = book(rulebook, content.decision(), decidedAt);
    return switch (DecideOwner.decide(rulebook, question, book, decidedAt)) {
      case Verdict.Direct direct -> direct.rep().email();
      case Verdict.Rotate rotate -> turn(rotate, turn);
      case Verdict.Hold hold -> hold.reason();
      case Verdict.Nurture nurture -> "NURTURE";
    };
  }

  private static String turn(Verdict.Rotate rotate, @Nullable Turn turn) {
    RotationState before = turn == null ? RotationState.EMPTY : RotationState.before(turn);
    return Rotation.next(
            before, rotate.rotation().pool(), rotate.rotation().band(), rotate.eligible())
        .rep()
        .email();
  }

  /** Who the lead was due to already, as the steps tell it. */
  private static List<Question.Related> related(Decision decision) {
    return decision.steps().stream()
        .filter(step -> step.path().equals(Path.EXISTING_OWNER.name()))
        .flatMap(step -> Question.Related.parse(step.detail()).stream())
        .toList();
  }

  /** Reps who were passed over as away or full; all others were neither. */
  private static Book book(Rulebook rulebook, Decision decision, Instant at) {
    Map<RepId, RepRow> rows = new HashMap<>();
    for (Decision.PassedOver rep : decision.passedOver()) {
      if (rep.why().equals("AWAY")) {
        rows.put(rep.rep(), new RepRow(rep.rep(), 1, OpenLeads.NONE, at.plusSeconds(1), 0, null));
      } else if (rep.why().equals("FULL")) {
        int open = rulebook.capacity(rep.rep()).orElse(0);
        OpenLeads full = new OpenLeads(new TreeMap<>(Map.of(OpenLeads.day(at), open)));
        rows.put(rep.rep(), new RepRow(rep.rep(), 1, full, null, 0, null));
      }
    }
    return new Book(rows, DecideAgain::nothing, OpenLeads.day(at), 1);
  }

  private static Map<RepId, RepRow> nothing(Collection<RepId> reps) {
    return reps.stream().collect(Collectors.toMap(rep -> rep, RepRow::none));
  }
}
