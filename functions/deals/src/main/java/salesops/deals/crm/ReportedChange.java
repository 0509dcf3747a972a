package salesops.deals.crm;

import salesops.deals.deal.DealEdit;

/** One change of a request. */
public sealed interface ReportedChange {
  /**
   * A change that makes sense.
   *
   * @param dated whether the CRM says when it was made; otherwise the request's time counts
   */
  record Understood(DealEdit edit, boolean dated) implements ReportedChange {}

  /**
   * A change that makes none: it is refused, the others are not.
   *
   * @param deal what it calls its deal, cut to the length of an id; may be empty
   */
  record Unreadable(String deal, String message) implements ReportedChange {}
}
