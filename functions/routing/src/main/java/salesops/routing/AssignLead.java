package salesops.routing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.Envelope;
import salesops.events.LeadAssigned;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;
import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.routing.LeadRecord.Deed;
import salesops.routing.LeadRecord.Past;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.LeadChanged;
import salesops.runtime.operations.Refused;

/**
 * Somebody decides by hand who gets a lead; whoever had it has room for another.
 *
 * @param via the link by which it is given; absent: no link
 */
record AssignLead(RepId rep, String reason, String by, @Nullable String via)
    implements ChangeLead.Operation {

  @Override
  public Step on(Situation now) {
    LeadRecord record = now.record();
    if (now.rulebook().rep(rep).isEmpty() && !rep.equals(now.rulebook().rules().fallback())) {
      return new Step.Say(new Refused("unknownRep", "the settings name no such rep"));
    }
    Optional<Deed> followed = record.deed(Deed.What.GIVEN, via);
    if (followed.isPresent()) {
      return new Step.Say(answer(now, followed.get().rep(), followed.get().assignmentSeq()));
    }
    if (record.state() == State.ASSIGNED && rep.equals(record.owner())) {
      return new Step.Say(answer(now, rep, record.assignmentSeq()));
    }
    return anew(now);
  }

  /** Assigns the lead whatever its state, to its owner again too. */
  Step anew(Situation now) {
    return new Step.Write(amendment(now), answer(now, rep, now.record().assignmentSeq() + 1));
  }

  private static LeadChanged answer(Situation now, RepId owner, int assignmentSeq) {
    return new LeadChanged(now.record().leadId(), "assigned", owner, assignmentSeq);
  }

  private Amendment amendment(Situation now) {
    LeadRecord record = now.record();
    RepId before = record.owner();
    if (before != null && record.countedDay() != null) {
      now.book().ended(before, record.countedDay());
    }
    Optional<Integer> capacity = now.book().capacity(rep, now.rulebook().capacity(rep), now.now());
    if (capacity.isPresent()) {
      now.book().opened(rep);
    }
    return new Amendment(
        assigned(now, capacity),
        // Stops whoever gives the person's other leads an owner at the same time.
        now.person().end(),
        now.company() == null ? null : now.company().claimed(rep, record.leadId(), now.now()),
        now.book().changes(),
        null);
  }

  private LeadRecord assigned(Situation now, Optional<Integer> capacity) {
    LeadRecord record = now.record();
    List<Past> past = record.pastWith(record.ending(), now.now(), reason, by, via);
    LeadRecord.Content content = record.content();
    LeadAssigned event =
        new LeadAssigned(
            content.lead(),
            content.score(),
            rep,
            record.assignmentSeq() + 1,
            past.isEmpty() ? null : past.getLast().rep(),
            Path.MANUAL,
            null,
            null,
            now.rulebook().settings().version(),
            now.now(),
            false,
            capacity.isPresent() ? (Integer) now.book().open(rep) : null,
            capacity.orElse(null),
            new Decision(
                List.of(new Decision.Step(Path.MANUAL.name(), true, by + ": " + reason)),
                List.of(),
                List.of()));
    return new LeadRecord(
        record.place(),
        record.version(),
        record.leadId(),
        State.ASSIGNED,
        rep,
        now.now(),
        event.assignmentSeq(),
        record.holdSeq(),
        record.scoreVersion(),
        capacity.isPresent() ? (Long) OpenLeads.day(now.now()) : null,
        null,
        past,
        record.deedsWith(
            new Deed(now.now(), Deed.What.GIVEN, rep, event.assignmentSeq(), reason, by, via)),
        List.of(Envelope.of(event, record.causationId(), now.now())),
        null);
  }
}
