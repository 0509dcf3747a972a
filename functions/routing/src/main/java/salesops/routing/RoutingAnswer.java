package salesops.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.Grade;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.runtime.operations.Operation;

/** What routing answers to a {@link RoutingOperation}; an {@link Explanation} is one too. */
public sealed interface RoutingAnswer extends Operation.Answer {
  record RepIsAway(RepId rep, Instant until) implements RoutingAnswer {}

  /**
   * @param assigned held leads that found an owner at once
   */
  record RepIsBack(RepId rep, int assigned) implements RoutingAnswer {}

  /**
   * @param assigned held leads that found an owner at once
   */
  record CapacityRaised(RepId rep, int capacity, Instant until, int assigned)
      implements RoutingAnswer {}

  /**
   * A lead's owner may have more open leads.
   *
   * @param done how many and until when, for people
   */
  record CapacityRaisedForLead(RepId rep, String done) implements RoutingAnswer {}

  record AccountsImported(int changed, int unchanged, List<Rejected> rejected)
      implements RoutingAnswer {
    /** Why one of the accounts was not taken. */
    public record Rejected(int index, String field, String message) {}
  }

  /**
   * @param leads the newest first
   * @param cursor to go on with; absent: all was read
   */
  record LeadsFound(List<LeadsFound.Lead> leads, @Nullable String cursor) implements RoutingAnswer {
    public record Lead(
        LeadId leadId,
        Instant submittedAt,
        Grade grade,
        LeadRecord.State state,
        @Nullable RepId owner,
        @Nullable String name,
        @Nullable String company,
        @Nullable String country,
        @Nullable String email,
        @Nullable String companyDomain) {}
  }

  /**
   * @param more whether there are later ones
   */
  record LeadsWaiting(List<LeadsWaiting.Lead> leads, boolean more) implements RoutingAnswer {
    /**
     * @param reason why it waits, as a code
     * @param detail why it waits, for people; may be empty
     * @param dueAt present exactly when it waits by plan
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lead(
        LeadId leadId,
        Grade grade,
        @Nullable String name,
        @Nullable String company,
        @Nullable String country,
        Instant since,
        String reason,
        String detail,
        boolean planned,
        @Nullable Instant dueAt) {}
  }

  /**
   * @param cursor of the next page; absent: this was the last
   */
  record LeadsExported(List<RecordedLead> leads, @Nullable String cursor)
      implements RoutingAnswer {}

  /**
   * What became of a lead.
   *
   * @param state {@code returned}, {@code closed} or {@code assigned}
   * @param rep has or had it; absent: nobody
   * @param assignmentSeq the assignment that was made or ended; absent: none was
   */
  record LeadChanged(
      LeadId leadId, String state, @Nullable RepId rep, @Nullable Integer assignmentSeq)
      implements RoutingAnswer {}

  /**
   * How a lead meets a territory, under the settings it was decided with.
   *
   * @param missed criteria, for people; empty when it matches
   * @param outcome of the territory, if it matches
   */
  record TerritoryMissed(
      LeadId leadId,
      String territory,
      int settingsVersion,
      boolean matches,
      List<String> missed,
      @Nullable String outcome)
      implements RoutingAnswer {}
}
