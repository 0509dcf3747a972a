package salesops.deals;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.deals.DealsAnswer.ActivityStored;
import salesops.deals.DealsAnswer.DealAnswered;
import salesops.deals.DealsAnswer.DealShown;
import salesops.deals.DealsAnswer.DealsImported;
import salesops.deals.DealsAnswer.DealsListed;
import salesops.deals.DealsAnswer.LeadAnswered;
import salesops.deals.DealsAnswer.LeadWorkShown;
import salesops.model.RepId;
import salesops.model.deal.Activity;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.RefusedException;

/**
 * What operators ask about deals and the work on leads. {@code fields} are named as in {@link
 * salesops.deals.deal.DealField}. All may be repeated with the same {@code key}: the second call
 * answers the same and changes nothing.
 */
public sealed interface DealsOperation<A extends Operation.Answer> extends Operation<A> {
  /** Longest reason in characters. */
  int REASON_MAX = 200;

  /** Longest key in characters. */
  int KEY_MAX = 100;

  /**
   * Lists open deals, each owner's by expected close date; what is absent does not matter.
   *
   * @param overdue only those whose expected close date is over
   * @param unowned only those that no rep owns
   */
  @JsonTypeName("listDeals")
  record ListDeals(
      @Nullable RepId rep,
      @Nullable String team,
      @Nullable String stage,
      boolean overdue,
      boolean unowned,
      Integer limit)
      implements DealsOperation<DealsListed> {
    /** Most deals of an answer. */
    public static final int LIMIT_MAX = 500;

    private static final int LIMIT = 100;

    public ListDeals {
      team = Given.optional(team);
      stage = Given.optional(stage);
      limit = Given.number("limit", limit, LIMIT, LIMIT_MAX);
    }
  }

  /** Shows a deal and its history. */
  @JsonTypeName("showDeal")
  record ShowDeal(String deal) implements DealsOperation<DealShown> {
    public ShowDeal {
      deal = Given.text("deal", deal);
    }
  }

  /**
   * Opens a deal.
   *
   * @param deal its id; absent: one is made
   * @param key the same for a second try; absent: each call opens a deal
   */
  @JsonTypeName("openDeal")
  record OpenDeal(
      @Nullable String deal, Map<String, String> fields, String by, @Nullable String key)
      implements DealsOperation<DealAnswered> {
    public OpenDeal {
      deal = Given.optional(deal);
      fields = Map.copyOf(fields);
      by = Given.by(by);
      key = keyed(key);
    }
  }

  /** Changes fields of a deal; an empty value clears its field. Also wins, loses and reopens. */
  @JsonTypeName("changeDeal")
  record ChangeFields(String deal, Map<String, String> fields, String by, @Nullable String key)
      implements DealsOperation<DealAnswered> {
    public ChangeFields {
      deal = Given.text("deal", deal);
      fields = Map.copyOf(fields);
      if (fields.isEmpty()) {
        throw RefusedException.invalid("Say what to change, such as amount or stage.");
      }
      by = Given.by(by);
      key = keyed(key);
    }
  }

  /** Takes over deals of a list; a row that cannot be read is refused by itself. */
  @JsonTypeName("importDeals")
  record ImportDeals(List<Row> deals, String by) implements DealsOperation<DealsImported> {
    /** Most deals of one call: each is a transaction of its own. */
    public static final int DEALS_MAX = 25;

    public ImportDeals {
      deals = List.copyOf(deals);
      if (deals.isEmpty() || deals.size() > DEALS_MAX) {
        throw RefusedException.invalid(
            "deals must be a list of 1 to %d deals: it has %d".formatted(DEALS_MAX, deals.size()));
      }
      by = Given.by(by);
    }

    /**
     * A row of the list.
     *
     * @param deal the deal's id at its source
     */
    public record Row(String deal, Map<String, String> fields) {
      public Row {
        fields = Map.copyOf(fields);
      }
    }
  }

  /**
   * Logs what a rep did about a lead or a deal; one of both is given.
   *
   * @param rep who did it; absent: the owner
   * @param at when; absent: now
   * @param key the same for a second try; absent: derived from everything else
   */
  @JsonTypeName("logActivity")
  record LogActivity(
      @Nullable String lead,
      @Nullable String deal,
      String kind,
      @Nullable Integer minutes,
      @Nullable RepId rep,
      @Nullable Instant at,
      @Nullable String note,
      boolean automatic,
      String by,
      @Nullable String key)
      implements DealsOperation<ActivityStored> {
    public LogActivity {
      lead = Given.optional(lead);
      deal = Given.optional(deal);
      if ((lead == null) == (deal == null)) {
        throw RefusedException.invalid("Name either a lead or a deal.");
      }
      kind = Given.text("kind", kind);
      note = note == null || note.isBlank() ? null : Given.line("note", note, Activity.NOTE_MAX);
      by = Given.by(by);
      key = keyed(key);
    }

    /** The kind of activity that {@code kind} names, in any case, with - or _ between words. */
    public Activity.Kind activityKind() {
      String name = kind.strip().toUpperCase(Locale.ROOT).replace('-', '_');
      try {
        return Activity.Kind.valueOf(name);
      } catch (IllegalArgumentException e) {
        throw RefusedException.invalid(
            "kind must be one of call, email, meeting, data-entry, proposal, reply: " + kind);
      }
    }
  }

  /** A lead is worth a deal. */
  @JsonTypeName("qualifyLead")
  record QualifyLead(String lead, String by, @Nullable String key)
      implements DealsOperation<LeadAnswered> {
    public QualifyLead {
      lead = Given.text("lead", lead);
      by = Given.by(by);
      key = keyed(key);
    }
  }

  /** A lead is not a fit. */
  @JsonTypeName("disqualifyLead")
  record DisqualifyLead(String lead, String reason, String by, @Nullable String key)
      implements DealsOperation<LeadAnswered> {
    public DisqualifyLead {
      lead = Given.text("lead", lead);
      reason = Given.line("reason", reason, REASON_MAX);
      by = Given.by(by);
      key = keyed(key);
    }
  }

  /** Shows how far the work on a lead has come. */
  @JsonTypeName("showLeadWork")
  record ShowLeadWork(String lead) implements DealsOperation<LeadWorkShown> {
    public ShowLeadWork {
      lead = Given.text("lead", lead);
    }
  }

  private static @Nullable String keyed(@Nullable String key) {
    return key == null || key.isBlank() ? null : Given.line("key", key, KEY_MAX);
  }
}
