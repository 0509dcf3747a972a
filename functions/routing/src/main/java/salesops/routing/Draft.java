package salesops.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadUnassigned;
import salesops.events.Turn;
import salesops.model.RepId;
import salesops.model.settings.RoutingRules.Path;
import salesops.routing.LeadRecord.Kept;
import salesops.routing.LeadRecord.Place;
import salesops.routing.LeadRecord.State;

/** Collects what one transaction shall write. */
final class Draft {
  /** How long a lead is held against the plan before the escalation channel hears of it. */
  static final Duration ESCALATED_AFTER = Duration.ofMinutes(30);

  private final Rulebook rulebook;
  private final Book book;
  private final Instant now;
  private final Map<Subject, String> outcomes = new LinkedHashMap<>();
  private final List<LeadRecord> records = new ArrayList<>();
  private final List<Person.Pointer> pointers = new ArrayList<>();
  private final List<Place> claims = new ArrayList<>();
  private final List<CompanyClaim> companies = new ArrayList<>();

  /**
   * @param book a draft of its own
   */
  Draft(Rulebook rulebook, Book book, Instant now) {
    this.rulebook = rulebook;
    this.book = book;
    this.now = now;
  }

  Book book() {
    return book;
  }

  Iterable<Subject> subjects() {
    return outcomes.keySet();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  Change change(@Nullable PoolState pool) {
    return new Change(records, pointers, claims, companies, book.changes(), pool);
  }

  /** The change is in the table. */
  void written() {
    book.written();
    outcomes.forEach((subject, outcome) -> subject.task().done(outcome));
  }

  void assign(Subject subject, Verdict.Direct to) {
    assign(subject, to.rep(), to.path(), null, null, to.wroteAgain(), to.decision());
  }

  void assign(Subject subject, Verdict.Rotate to, Rotation.Choice choice) {
    assign(
        subject, choice.rep(), Path.TERRITORY, to.territory(), choice.turn(), false, to.decision());
  }

  private void assign(
      Subject subject,
      RepId rep,
      Path path,
      @Nullable String territory,
      @Nullable Turn turn,
      boolean wroteAgain,
      Decision decision) {
    LeadRecord before = subject.existing();
    RouteLeads.Request request = subject.request();
    Optional<Integer> capacity = book.capacity(rep, rulebook.capacity(rep), now);
    if (capacity.isPresent()) {
      book.opened(rep);
    }
    LeadAssigned assigned =
        new LeadAssigned(
            request.lead(),
            request.score(),
            rep,
            before == null ? 1 : before.assignmentSeq() + 1,
            before == null || before.past().isEmpty() ? null : before.past().getLast().rep(),
            path,
            territory,
            turn,
            rulebook.settings().version(),
            now,
            wroteAgain,
            capacity.isPresent() ? (Integer) book.open(rep) : null,
            capacity.orElse(null),
            decision);
    records.add(
        record(
            subject,
            State.ASSIGNED,
            rep,
            assigned.assignmentSeq(),
            before == null ? 0 : before.holdSeq(),
            capacity.isPresent() ? (Long) OpenLeads.day(now) : null,
            null,
            List.of(envelope(subject, assigned)),
            null));
    if (before != null) {
      // The record has its number; taking the next one too stops whoever gives the person's other
      // leads an owner at the same time.
      claims.add(subject.person().end());
    }
    if (subject.company() != null) {
      companies.add(subject.company().claimed(rep, request.id(), now));
    }
    outcomes.put(subject, "assigned");
  }

  void hold(Subject subject, Verdict.Hold hold) {
    outcomes.put(subject, "held");
    LeadRecord before = subject.existing();
    boolean newScore = before != null && subject.request().scoreVersion() > before.scoreVersion();
    if (before != null && !newScore && says(before, hold)) {
      escalate(subject, before, hold);
      return;
    }
    Optional<Envelope<LeadUnassigned>> announced =
        before == null || hold.planned() ? Optional.empty() : before.told(LeadUnassigned.class);
    boolean tell = !hold.planned() && announced.isEmpty();
    int holdSeq = (before == null ? 0 : before.holdSeq()) + (tell ? 1 : 0);
    List<Envelope<?>> told =
        tell
            ? List.of(envelope(subject, unassigned(subject, hold, holdSeq, now, null)))
            : announced.<List<Envelope<?>>>map(List::of).orElse(List.of());
    records.add(
        record(
            subject,
            State.HELD,
            null,
            before == null ? 0 : before.assignmentSeq(),
            holdSeq,
            null,
            hold.dueAt() == null ? now : hold.dueAt(),
            told,
            tell
                ? null
                : kept(subject, hold.reason(), hold.detail(), hold.dueAt(), hold.decision())));
  }

  /** Whether the record says all this already: an alarm is raised once, not at each try. */
  private static boolean says(LeadRecord before, Verdict.Hold hold) {
    Kept kept = before.kept();
    return hold.planned()
        ? kept != null
            && kept.reason().equals(hold.reason())
            && Objects.equals(hold.dueAt(), kept.dueAt())
        : before.state() == State.HELD && before.told(LeadUnassigned.class).isPresent();
  }

  /** Tells of an unplanned hold once more when nobody has acted on it for a while. */
  private void escalate(Subject subject, LeadRecord before, Verdict.Hold hold) {
    LeadUnassigned told =
        before
            .told(LeadUnassigned.class)
            .map(Envelope::data)
            .filter(t -> !t.toldAgain())
            .orElse(null);
    if (told != null
        && !hold.planned()
        && !now.isBefore(told.heldAt().plus(ESCALATED_AFTER))
        && rulebook.escalates(hold.team())) {
      int holdSeq = before.holdSeq() + 1;
      LeadUnassigned again = unassigned(subject, hold, holdSeq, told.heldAt(), true);
      records.add(before.toldAgain(holdSeq, envelope(subject, again)));
    }
  }

  private LeadUnassigned unassigned(
      Subject subject,
      Verdict.Hold hold,
      int holdSeq,
      Instant heldAt,
      @Nullable Boolean escalated) {
    return new LeadUnassigned(
        subject.request().lead(),
        subject.request().score(),
        holdSeq,
        hold.reason(),
        hold.detail(),
        false,
        escalated,
        null,
        hold.team(),
        rulebook.settings().version(),
        heldAt,
        hold.decision());
  }

  void nurture(Subject subject, Verdict.Nurture nurture) {
    LeadRecord before = subject.existing();
    records.add(
        record(
            subject,
            State.NURTURE,
            null,
            before == null ? 0 : before.assignmentSeq(),
            before == null ? 0 : before.holdSeq(),
            null,
            null,
            List.of(),
            kept(subject, "NURTURE", "", null, nurture.decision())));
    outcomes.put(subject, "nurtured");
  }

  private Kept kept(
      Subject subject, String reason, String detail, @Nullable Instant dueAt, Decision decision) {
    RouteLeads.Request request = subject.request();
    return new Kept(
        request.lead(),
        request.score(),
        rulebook.settings().version(),
        request.causationId(),
        reason,
        detail,
        dueAt,
        now,
        decision);
  }

  private <T extends Event> Envelope<T> envelope(Subject subject, T event) {
    return Envelope.of(event, subject.request().causationId(), now);
  }

  private LeadRecord record(
      Subject subject,
      State state,
      @Nullable RepId owner,
      int assignmentSeq,
      int holdSeq,
      @Nullable Long countedDay,
      @Nullable Instant dueAt,
      List<Envelope<?>> told,
      @Nullable Kept kept) {
    LeadRecord before = subject.existing();
    // Said once for the person, by whichever record comes next.
    pointers.addAll(subject.person().pointers());
    return new LeadRecord(
        before == null ? subject.person().end() : before.place(),
        before == null ? 0 : before.version(),
        subject.request().id(),
        state,
        owner,
        now,
        assignmentSeq,
        holdSeq,
        subject.request().scoreVersion(),
        countedDay,
        dueAt,
        before == null ? List.of() : before.past(),
        before == null ? List.of() : before.deeds(),
        told,
        kept);
  }
}
