package salesops.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadAssigned;
import salesops.events.LeadReturned;
import salesops.events.LeadUnassigned;
import salesops.model.Grade;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.Score;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Everything routing knows of one lead: who has it, or why nobody does, and who had it before.
 *
 * <p>Public so that audits can read a table back.
 *
 * @param place where it lies
 * @param version of the record; 0 when it is not written yet
 * @param owner present exactly while {@code state} is {@code ASSIGNED} or {@code CLOSED}
 * @param since when it came into this state
 * @param assignmentSeq 0 before the first owner
 * @param holdSeq holds announced so far
 * @param countedDay epoch day on which the owner's open leads count it; absent: they do not
 * @param dueAt when a held lead is due; present exactly while held
 * @param past earlier assignments, oldest first
 * @param deeds what people did about the lead besides ending an assignment, oldest first
 * @param told events of the latest writes; they hold lead, score and decision
 * @param kept what is kept where no event tells of the lead
 */
public record LeadRecord(
    Place place,
    long version,
    LeadId leadId,
    State state,
    @Nullable RepId owner,
    Instant since,
    int assignmentSeq,
    int holdSeq,
    int scoreVersion,
    @Nullable Long countedDay,
    @Nullable Instant dueAt,
    List<Past> past,
    List<Deed> deeds,
    List<Envelope<?>> told,
    @Nullable Kept kept) {

  /** One letter in the table. */
  public enum State {
    ASSIGNED,
    CLOSED,
    HELD,
    NURTURE
  }

  /** The {@code number}-th record of the person's. */
  public record Place(PersonKey person, long number) {}

  /**
   * An assignment that ended.
   *
   * @param via the link by which somebody ended it; absent: no link
   */
  public record Past(
      int assignmentSeq,
      RepId rep,
      Instant at,
      Ended how,
      Instant endedAt,
      String reason,
      String by,
      @Nullable String via) {
    /** How it ended. */
    public enum Ended {
      RETURNED,
      HANDED_OVER,
      CLOSED
    }
  }

  /**
   * Something that somebody did about the lead.
   *
   * @param rep who got the lead, or more capacity
   * @param assignmentSeq the assignment that it made, or that was the latest
   * @param via the link by which it was done; absent: no link
   */
  public record Deed(
      Instant at,
      What what,
      RepId rep,
      int assignmentSeq,
      String reason,
      String by,
      @Nullable String via) {
    /** What was done. */
    public enum What {
      GIVEN,
      CAPACITY_RAISED
    }
  }

  /**
   * A lead without an owner that no event tells of: nurtured, or held by plan.
   *
   * @param causationId event that led here
   * @param reason as in {@link salesops.events.LeadUnassigned}, or {@code NURTURE}
   */
  public record Kept(
      Lead lead,
      Score score,
      int settingsVersion,
      @Nullable String causationId,
      String reason,
      String detail,
      @Nullable Instant dueAt,
      Instant at,
      Decision decision) {
    public Kept {
      detail = Objects.requireNonNullElse(detail, ""); // JSON leaves out what is empty
    }
  }

  /** What a lead's other records need to know of it. */
  record Summary(
      Place place,
      LeadId leadId,
      State state,
      @Nullable RepId owner,
      Instant since,
      int scoreVersion) {}

  public LeadRecord {
    past = List.copyOf(past);
    deeds = List.copyOf(deeds);
    told = List.copyOf(told);
  }

  /** The record that an item of the table is; empty for items of other kinds. */
  public static Optional<LeadRecord> of(Map<String, AttributeValue> item) {
    return LeadItems.isRecord(item) ? Optional.of(LeadItems.record(item)) : Optional.empty();
  }

  /** The owner's address; empty when nobody has the lead. */
  public String ownerName() {
    return owner == null ? "" : owner.email();
  }

  /** What was last decided, and on what. */
  public Content content() {
    if (kept != null) {
      return new Content(kept.lead(), kept.score(), kept.settingsVersion(), kept.decision());
    }
    return told(LeadAssigned.class)
        .map(Envelope::data)
        .map(a -> new Content(a.lead(), a.score(), a.settingsVersion(), a.decision()))
        .or(
            () ->
                told(LeadUnassigned.class)
                    .map(Envelope::data)
                    .map(u -> new Content(u.lead(), u.score(), u.settingsVersion(), u.decision())))
        .orElseThrow(() -> new IllegalStateException("a record holds no lead: " + leadId));
  }

  public Grade grade() {
    return content().score().grade();
  }

  /** Lead and score as last told or kept, with the decision made on them. */
  public record Content(Lead lead, Score score, int settingsVersion, Decision decision) {}

  /** Id of the event that led to the present state. */
  @Nullable String causationId() {
    return kept != null
        ? kept.causationId()
        : told(LeadReturned.class)
            .map(e -> e.meta().eventId())
            .or(() -> told(LeadUnassigned.class).map(e -> e.meta().eventId()))
            .orElse(null);
  }

  /** The event of this type that the latest writes told. */
  public <T extends Event> Optional<Envelope<T>> told(Class<T> type) {
    return told.stream()
        .filter(envelope -> type.isInstance(envelope.data()))
        .map(envelope -> new Envelope<>(envelope.meta(), type.cast(envelope.data())))
        .findFirst();
  }

  /** Reps who gave the lead back: they never get it again. */
  Set<RepId> returners() {
    return past.stream()
        .filter(p -> p.how() == Past.Ended.RETURNED)
        .map(Past::rep)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The past with the current assignment at its end. */
  List<Past> pastWith(Past.Ended how, Instant at, String reason, String by, @Nullable String via) {
    if (owner == null) {
      return past;
    }
    List<Past> all = new ArrayList<>(past);
    all.add(new Past(assignmentSeq, owner, since, how, at, reason, by, via));
    return all;
  }

  /** How the current assignment ended when another one follows without a return. */
  Past.Ended ending() {
    return state == State.CLOSED ? Past.Ended.CLOSED : Past.Ended.HANDED_OVER;
  }

  /** The deeds with one more at their end. */
  List<Deed> deedsWith(Deed deed) {
    return Stream.concat(deeds.stream(), Stream.of(deed)).toList();
  }

  /** With one more deed; everything else as it is. */
  LeadRecord with(Deed deed) {
    return with(countedDay, holdSeq, deedsWith(deed), told, kept);
  }

  /** Held as before, but told of once more. */
  LeadRecord toldAgain(int newHoldSeq, Envelope<LeadUnassigned> event) {
    return with(countedDay, newHoldSeq, deeds, List.of(event), null);
  }

  /** Without what it holds of the lead itself. */
  LeadRecord untold() {
    return with(countedDay, holdSeq, deeds, List.of(), null);
  }

  /** With the same owner, whose open leads do not count it. */
  LeadRecord uncounted() {
    return with(null, holdSeq, deeds, told, kept);
  }

  private LeadRecord with(
      @Nullable Long newCountedDay,
      int newHoldSeq,
      List<Deed> newDeeds,
      List<Envelope<?>> newTold,
      @Nullable Kept newKept) {
    return new LeadRecord(
        place,
        version,
        leadId,
        state,
        owner,
        since,
        assignmentSeq,
        newHoldSeq,
        scoreVersion,
        newCountedDay,
        dueAt,
        past,
        newDeeds,
        newTold,
        newKept);
  }

  /** What was done by this link, if it was followed before. */
  Optional<Deed> deed(Deed.What what, @Nullable String via) {
    return deeds.stream()
        .filter(deed -> deed.what() == what && via != null && via.equals(deed.via()))
        .findFirst();
  }
}
