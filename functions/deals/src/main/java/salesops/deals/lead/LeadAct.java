package salesops.deals.lead;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.events.LeadAssigned;
import salesops.model.LeadId;
import salesops.model.RepId;
import salesops.model.deal.Activity;
import salesops.model.deal.DealId;
import salesops.model.deal.Way;

/** Something that happens to a lead. */
public sealed interface LeadAct {

  /** It has an owner. */
  record Assigned(LeadAssigned event) implements LeadAct {}

  /**
   * An assignment ended.
   *
   * @param returned whether the lead waits for another owner; otherwise work on it is over
   */
  record Ended(LeadId leadId, int assignmentSeq, boolean returned, String summary, Instant at)
      implements LeadAct {}

  /** Something that a person did. */
  sealed interface Deed extends LeadAct {
    Author author();
  }

  /**
   * Who did something.
   *
   * @param by an email address, a program's name or an AWS principal
   * @param asRep who must own the lead, or manage the owner's team, to do it; absent: anybody with
   *     permission to call Salesops
   * @param key the same for a second try of the same
   */
  record Author(Way way, String by, @Nullable RepId asRep, String key) {}

  /** An activity was logged. */
  record Logged(Author author, Activity activity) implements Deed {}

  /** It is worth a deal. */
  record Qualified(Author author) implements Deed {}

  /** It is not a fit. */
  record Disqualified(Author author, String reason) implements Deed {}

  /** It became a deal. */
  record DealOpened(Author author, DealId dealId) implements Deed {}

  /** Its deal was lost; it may come back. */
  record DealLost(DealId dealId, String reason) implements LeadAct {}

  /** Its deal was won, or reopened after a loss. */
  record DealRevived(DealId dealId) implements LeadAct {}

  /** The schedule found it due. */
  record Due() implements LeadAct {}

  /** Settings changed that its response clock follows. */
  record Recompute() implements LeadAct {}
}
