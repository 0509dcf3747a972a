package salesops.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.RefusedException;

/** What operators ask of the intake: quarantined leads, and lists of leads to import. */
public sealed interface IntakeOperation<A extends Operation.Answer> extends Operation<A> {
  /** Rows of one import. */
  int ROWS_MAX = 25;

  /** Most leads that one answer lists. */
  int LISTED_MAX = 500;

  /** Leads that an answer lists when nobody says. */
  int LISTED = 100;

  /** Lists quarantined leads, newest first. */
  @JsonTypeName("quarantined")
  record ListQuarantined(Integer limit) implements IntakeOperation<QuarantinedLeads> {
    public ListQuarantined {
      limit = Given.number("limit", limit, LISTED, LISTED_MAX);
    }
  }

  record QuarantinedLeads(List<QuarantinedLead> leads) implements Operation.Answer {}

  /**
   * @param since when it was quarantined
   * @param reasons codes such as {@code NO_TOKEN}
   */
  record QuarantinedLead(
      LeadId leadId,
      String form,
      Instant since,
      List<String> reasons,
      @Nullable String email,
      @Nullable String name,
      @Nullable String company) {}

  /** A quarantined lead is a person's after all: it goes on its way. */
  @JsonTypeName("release")
  record Release(String lead, String by) implements IntakeOperation<Released> {
    public Release {
      lead = Given.text("lead", lead);
      by = Given.by(by);
    }
  }

  /**
   * @param already whether an earlier call released it; then who and when are that call's
   */
  record Released(LeadId leadId, String releasedBy, Instant releasedAt, boolean already)
      implements Operation.Answer {}

  /**
   * Takes a few rows of a list.
   *
   * @param leads each as {@code POST /leads} takes it
   */
  @JsonTypeName("import")
  record Import(List<?> leads) implements IntakeOperation<Imported> {
    public Import {
      if (leads.isEmpty() || leads.size() > ROWS_MAX) {
        throw RefusedException.invalid(
            "leads must be a list of 1 to %d leads: it has %d".formatted(ROWS_MAX, leads.size()));
      }
    }
  }

  /**
   * @param rows what became of each row, in order
   */
  record Imported(List<Row> rows) implements Operation.Answer {}

  /**
   * What became of a row.
   *
   * @param leadId of a row that is a lead now
   * @param code why not; absent for a lead
   * @param field that the code is about
   */
  record Row(
      Became outcome,
      @Nullable LeadId leadId,
      @Nullable String code,
      @Nullable String field,
      @Nullable String message) {
    /** {@code failed} rows may be sent again, and make nothing twice. */
    public enum Became {
      @JsonProperty("accepted")
      ACCEPTED,
      @JsonProperty("duplicate")
      DUPLICATE,
      @JsonProperty("rejected")
      REJECTED,
      @JsonProperty("failed")
      FAILED
    }

    static Row lead(Became outcome, LeadId leadId) {
      return new Row(outcome, leadId, null, null, null);
    }

    static Row without(Became outcome, String code) {
      return new Row(outcome, null, code, null, null);
    }
  }
}
