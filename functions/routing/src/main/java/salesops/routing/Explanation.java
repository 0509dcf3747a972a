package salesops.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.events.Decision;
import salesops.model.ScorePart;
import salesops.runtime.operations.Operation;

/**
 * Why a lead is where it is, for people and pages to show. JSON of this shape is what {@code
 * explain} and {@code GET /leads/{id}/decision} answer.
 *
 * @param state {@code ASSIGNED}, {@code CLOSED}, {@code HELD} or {@code NURTURE}
 * @param since when it came into this state
 * @param owner who has it; absent: nobody
 * @param path how the owner was found, as in {@link salesops.model.settings.RoutingRules.Path}
 * @param steps paths tried, in order
 * @param matched territories the lead matches, in rank order; {@code NOT_REACHED} those after the
 *     one that gave the owner
 * @param turn the place in the rotation; absent where no turn was used
 * @param passedOver who was not eligible, and why
 * @param waiting why nobody has it; absent when somebody has, or had
 * @param history what happened to the lead, oldest first
 * @param again the decision made anew from what was recorded
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(
    String leadId,
    String state,
    Instant since,
    Instant submittedAt,
    String form,
    Map<String, String> fields,
    @Nullable String company,
    Grading score,
    int settingsVersion,
    @Nullable Instant decidedAt,
    @Nullable String owner,
    int assignmentSeq,
    @Nullable String previousRep,
    @Nullable String path,
    @Nullable String territory,
    boolean wroteAgain,
    @Nullable Integer openLeads,
    @Nullable Integer capacity,
    List<Decision.Step> steps,
    List<Decision.Match> matched,
    @Nullable Standings turn,
    List<Decision.PassedOver> passedOver,
    @Nullable Wait waiting,
    List<Happening> history,
    Again again)
    implements Operation.Answer {

  /** Score in tenths of a point, with its parts. */
  public record Grading(String grade, int fitTenths, int engagementTenths, List<ScorePart> parts) {}

  /**
   * The rotation before the lead.
   *
   * @param number the lead's number in this rotation
   */
  public record Standings(String pool, String band, long number, List<Candidate> candidates) {}

  /**
   * @param before leads of this rotation before this one
   * @param fairShare exact share of all leads up to this one, rounded to a tenth
   * @param due {@code next in turn}, {@code later deadline than ben}, {@code ahead of the share},
   *     {@code makes good a returned lead}
   */
  public record Candidate(
      String rep,
      int weightThousandths,
      boolean chosen,
      long before,
      double fairShare,
      String due) {}

  /** Why a lead waits. */
  public record Wait(String reason, String detail, boolean planned, @Nullable Instant dueAt) {}

  /**
   * @param what {@code assigned}, {@code returned}, {@code handed over}, {@code closed} or {@code
   *     capacity raised}
   * @param by who did it; absent: the rules
   * @param via the link by which it was done; absent: no link
   */
  public record Happening(
      Instant at,
      String what,
      @Nullable String rep,
      @Nullable String reason,
      @Nullable String by,
      @Nullable String via) {}

  /**
   * @param same whether it came out the same; absent where people decided, not rules
   * @param outcome owner or reason to hold as decided anew
   */
  public record Again(@Nullable Boolean same, String outcome) {}
}
