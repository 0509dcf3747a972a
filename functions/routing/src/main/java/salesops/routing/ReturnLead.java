package salesops.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.routing.ChangeLead.Situation;
import salesops.routing.ChangeLead.Step;
import salesops.routing.LeadRecord.Past;
import salesops.routing.LeadRecord.State;
import salesops.routing.RoutingAnswer.LeadChanged;
import salesops.runtime.operations.Refused;

/**
 * A rep gives a lead back: the capacity is free, the turn counts no more, and the lead waits to be
 * routed to somebody else.
 *
 * @param rep who gives it back; absent: whoever has it
 * @param via the link by which it is given back; absent: no link
 */
record ReturnLead(@Nullable RepId rep, String reason, String by, @Nullable String via)
    implements ChangeLead.Operation {
  /** The same words by the same person within this time are the same return, sent twice. */
  static final Duration REPEATED_MAX = Duration.ofMinutes(5);

  @Override
  public Step on(Situation now) {
    Optional<Past> earlier = earlier(now);
    if (earlier.isPresent()) {
      return new Step.Say(answer(now, earlier.get().rep(), earlier.get().assignmentSeq()));
    }
    RepId owner = now.record().owner();
    if (now.record().state() != State.ASSIGNED || owner == null) {
      return new Step.Say(new Refused("notAssigned", "nobody has this lead"));
    }
    if (rep != null && !rep.equals(owner)) {
      return new Step.Say(new Refused("notOwner", "somebody else has this lead"));
    }
    return new Step.Write(amendment(now, owner), answer(now, owner, now.record().assignmentSeq()));
  }

  /** This return, if it was done before: by an earlier call, or by one whose answer was lost. */
  private Optional<Past> earlier(Situation now) {
    LeadRecord record = now.record();
    Optional<Past> followed =
        record.past().stream()
            .filter(past -> past.how() == Past.Ended.RETURNED)
            .filter(past -> via != null && via.equals(past.via()))
            .findFirst();
    if (followed.isPresent()) {
      return followed;
    }
    if (rep != null && rep.equals(record.owner())) {
      return Optional.empty();
    }
    return record.past().reversed().stream()
        .filter(past -> past.how() == Past.Ended.RETURNED)
        .filter(past -> rep == null || rep.equals(past.rep()))
        .findFirst()
        .filter(past -> rep != null || record.state() == State.HELD || repeated(past, now));
  }

  private boolean repeated(Past past, Situation now) {
    return past.reason().equals(reason)
        && past.by().equals(by)
        && !past.endedAt().isBefore(now.now().minus(REPEATED_MAX));
  }

  private static LeadChanged answer(Situation now, RepId owner, int assignmentSeq) {
    return new LeadChanged(now.record().leadId(), "returned", owner, assignmentSeq);
  }

  private Amendment amendment(Situation now, RepId owner) {
    LeadRecord record = now.record();
    Book book = now.book();
    if (record.countedDay() != null) {
      book.ended(owner, record.countedDay());
    }
    book.returnedOne(owner);
    Optional<Envelope<LeadAssigned>> assigned = record.told(LeadAssigned.class);
    LeadReturned returned =
        new LeadReturned(
            record.leadId(),
            owner,
            record.assignmentSeq(),
            reason,
            by,
            book.row(owner).returns(),
            record.content().lead().summary(),
            now.now());
    String cause = assigned.map(e -> e.meta().eventId()).orElse(null);
    Turn turn = assigned.map(e -> e.data().turn()).orElse(null);
    return new Amendment(
        waiting(now, assigned, Envelope.of(returned, cause, now.now())),
        null,
        now.company() == null ? null : now.company().ended(record.leadId()),
        book.changes(),
        turn == null ? null : new Amendment.GivenBack(turn, owner));
  }

  /** Held until the next try; the assigned event stays, since it holds lead and score. */
  private LeadRecord waiting(
      Situation now, Optional<Envelope<LeadAssigned>> assigned, Envelope<LeadReturned> returned) {
    LeadRecord record = now.record();
    List<Envelope<?>> told =
        Stream.<Envelope<?>>concat(assigned.stream(), Stream.of(returned)).toList();
    return new LeadRecord(
        record.place(),
        record.version(),
        record.leadId(),
        State.HELD,
        null,
        now.now(),
        record.assignmentSeq(),
        record.holdSeq(),
        record.scoreVersion(),
        null,
        now.now(),
        record.pastWith(Past.Ended.RETURNED, now.now(), reason, by, via),
        record.deeds(),
        told,
        null);
  }
}
