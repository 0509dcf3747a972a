package salesops.deals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesops.deals.lead.LeadState;
import salesops.deals.lead.LeadWork;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Activity;
import salesops.model.deal.Change.FieldChange;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;
import salesops.runtime.operations.Operation;

/** What deals answers to a {@link DealsOperation}. */
public sealed interface DealsAnswer extends Operation.Answer {
  /**
   * @param more whether there are more
   * @param today the company's; a deal that should have closed before is overdue
   */
  record DealsListed(List<Deal> deals, boolean more, LocalDate today) implements DealsAnswer {}

  /**
   * @param history oldest first
   */
  record DealShown(Deal deal, List<Entry> history) implements DealsAnswer {}

  /**
   * Something that happened to a deal or lead.
   *
   * @param at when it happened at its source
   * @param what such as {@code won}, {@code changed}, {@code CALL}
   * @param by who did it
   * @param fields what it changed
   * @param note may be empty
   */
  record Entry(Instant at, String what, Way way, String by, List<FieldChange> fields, String note) {
    public Entry {
      fields = List.copyOf(fields);
      note = java.util.Objects.requireNonNullElse(note, "");
    }
  }

  /**
   * @param changed whether the call changed anything
   */
  record DealAnswered(Deal deal, boolean changed) implements DealsAnswer {}

  /**
   * @param held deals whose owner no rep matches, among those opened or changed
   */
  record DealsImported(int opened, int changed, int unchanged, int held, List<Rejected> rejected)
      implements DealsAnswer {
    /** Why a row was not taken. */
    public record Rejected(int index, String field, String message) {
      public Rejected {
        field = java.util.Objects.requireNonNullElse(field, "");
      }
    }
  }

  /** An activity is logged. */
  record ActivityStored(
      @Nullable LeadId leadId, @Nullable DealId dealId, Activity activity, boolean changed)
      implements DealsAnswer {}

  /**
   * @param changed whether the call changed anything
   */
  record LeadAnswered(LeadId leadId, LeadState leadState, @Nullable RepId owner, boolean changed)
      implements DealsAnswer {}

  /**
   * @param history oldest first
   */
  record LeadWorkShown(LeadWork work, List<Entry> history) implements DealsAnswer {}
}
