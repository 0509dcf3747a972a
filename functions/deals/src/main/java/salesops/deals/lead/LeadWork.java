package salesops.deals.lead;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.Kept;
import salesops.events.ResponseOverdue.Measure;
import salesops.model.Grade;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.Worked;
import salesops.model.deal.DealId;

/**
 * Where the work on a lead stands.
 *
 * @param step counts what happened to it
 * @param owner absent: nobody has it now
 * @param assignmentSeq the latest assignment known; 0 before the first
 * @param endedSeq the latest assignment known to have ended; 0: none
 * @param summary who the lead is, in a line for people
 * @param externalId its id in another system; absent: none
 * @param reason why it was disqualified or its deal lost; may be empty
 * @param dealId the latest deal of it; absent: none
 * @param clock absent: nothing is to be answered
 * @param nurture when it comes back; absent: never
 * @param owners one for each assignment, oldest first, the latest {@link #OWNERS_MAX}
 * @param repliedAt when the prospect first replied; absent: not yet
 * @param done keys of what people did, so that a second try is recognized; the latest {@link
 *     #DONE_MAX}
 */
public record LeadWork(
    LeadId leadId,
    int step,
    LeadState leadState,
    @Nullable RepId owner,
    int assignmentSeq,
    int endedSeq,
    Grade grade,
    String summary,
    String company,
    @Nullable String externalId,
    Instant submittedAt,
    String reason,
    @Nullable DealId dealId,
    @Nullable Clock clock,
    @Nullable Nurture nurture,
    List<Owned> owners,
    @Nullable Instant repliedAt,
    List<String> done)
    implements Kept {
  /** Assignments that are kept. */
  static final int OWNERS_MAX = 20;

  /** Keys that are kept: each a link that was followed or a call that was made. */
  static final int DONE_MAX = 30;

  /**
   * A running response clock.
   *
   * @param measure what happens when it runs out
   * @param dueAt when it runs out
   * @param basis digest of the hours, calendar and times it was set by
   */
  public record Clock(Measure measure, Instant dueAt, String basis) {}

  /**
   * @param dueOn calendar date in the owner's zone
   * @param dueAt when the schedule acts on it
   */
  public record Nurture(LocalDate dueOn, Instant dueAt) {}

  /**
   * An assignment.
   *
   * @param contactedAt absent: this owner has not contacted the lead
   * @param workingSeconds working time of the owner until then
   */
  public record Owned(
      RepId rep,
      int assignmentSeq,
      Instant assignedAt,
      @Nullable Instant contactedAt,
      long workingSeconds) {
    /** Time from the assignment to the first contact, never below zero. */
    public Optional<Duration> elapsed() {
      return Optional.ofNullable(contactedAt)
          .map(at -> Duration.between(assignedAt, at))
          .map(time -> time.isNegative() ? Duration.ZERO : time);
    }
  }

  public LeadWork {
    owners = List.copyOf(owners);
    done = List.copyOf(done);
    summary = Objects.requireNonNullElse(summary, "");
    company = Objects.requireNonNullElse(company, "");
    reason = Objects.requireNonNullElse(reason, "");
  }

  /** The key of a lead's work. */
  public static String key(LeadId lead) {
    return "l#" + lead.value();
  }

  @Override
  public String key() {
    return key(leadId);
  }

  @Override
  public Optional<Due> due() {
    return clock != null
        ? Optional.of(new Due(DueKind.RESPONSE, clock.dueAt()))
        : Optional.ofNullable(nurture).map(n -> new Due(DueKind.NURTURE, n.dueAt()));
  }

  /** The present assignment; empty when nobody has the lead. */
  public Optional<Owned> current() {
    return owner == null || owners.isEmpty()
        ? Optional.empty()
        : Optional.of(owners.getLast()).filter(o -> o.assignmentSeq() == assignmentSeq);
  }

  /**
   * What its events carry.
   *
   * @throws IllegalStateException when nobody ever had the lead
   */
  public Worked worked() {
    if (owners.isEmpty()) {
      throw new IllegalStateException("nobody had this lead");
    }
    Owned last = owners.getLast();
    return new Worked(
        leadId, step, last.rep(), last.assignmentSeq(), grade, summary, company, externalId);
  }

  /** Whether a person's request with this key was carried out. */
  public boolean isDone(String key) {
    return done.contains(key);
  }

  /** The same in the next step, changed as said. */
  Changed change() {
    return new Changed(this);
  }

  /** A lead's next state in the making. */
  static final class Changed {
    private final LeadWork before;
    private LeadState state;
    private @Nullable RepId owner;
    private int assignmentSeq;
    private int endedSeq;
    private String reason;
    private @Nullable DealId dealId;
    private @Nullable Clock clock;
    private @Nullable Nurture nurture;
    private List<Owned> owners;
    private @Nullable Instant repliedAt;
    private List<String> done;

    private Changed(LeadWork before) {
      this.before = before;
      state = before.leadState;
      owner = before.owner;
      assignmentSeq = before.assignmentSeq;
      endedSeq = before.endedSeq;
      reason = before.reason;
      dealId = before.dealId;
      clock = before.clock;
      nurture = before.nurture;
      owners = before.owners;
      repliedAt = before.repliedAt;
      done = before.done;
    }

    Changed state(LeadState next) {
      state = next;
      return this;
    }

    /** Ends an assignment; the latest one leaves the lead without an owner. */
    Changed ended(int seq) {
      endedSeq = Math.max(endedSeq, seq);
      if (seq >= assignmentSeq) {
        owner = null;
      }
      return this;
    }

    Changed assigned(Owned next) {
      owner = next.assignmentSeq() > endedSeq ? next.rep() : null;
      assignmentSeq = next.assignmentSeq();
      owners = latest(owners, next, OWNERS_MAX);
      return this;
    }

    Changed contacted(Owned answered) {
      List<Owned> all = new ArrayList<>(owners);
      all.set(all.size() - 1, answered);
      owners = List.copyOf(all);
      return this;
    }

    Changed reason(String why) {
      reason = why;
      return this;
    }

    Changed deal(DealId id) {
      dealId = id;
      return this;
    }

    Changed clock(@Nullable Clock next) {
      clock = next;
      return this;
    }

    Changed nurture(@Nullable Nurture next) {
      nurture = next;
      return this;
    }

    Changed replied(Instant at) {
      repliedAt = repliedAt == null || at.isBefore(repliedAt) ? at : repliedAt;
      return this;
    }

    Changed done(String key) {
      done = latest(done, key, DONE_MAX);
      return this;
    }

    LeadWork make() {
      return new LeadWork(
          before.leadId,
          before.step + 1,
          state,
          owner,
          assignmentSeq,
          endedSeq,
          before.grade,
          before.summary,
          before.company,
          before.externalId,
          before.submittedAt,
          reason,
          dealId,
          clock,
          nurture,
          owners,
          repliedAt,
          done);
    }

    private static <T> List<T> latest(List<T> all, T next, int max) {
      List<T> longer = new ArrayList<>(all);
      longer.add(next);
      return List.copyOf(longer.subList(Math.max(0, longer.size() - max), longer.size()));
    }
  }
}
