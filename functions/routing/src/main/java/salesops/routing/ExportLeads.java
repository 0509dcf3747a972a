package salesops.routing;

import java.util.List;
import salesops.routing.RoutingAnswer.LeadsExported;
import salesops.routing.RoutingOperation.Export;
import salesops.runtime.operations.Operation.Answer;
import salesops.runtime.operations.Refused;

/** Tells every lead that was submitted at some time or later, page by page, in no order. */
final class ExportLeads {
  private final RoutingStore store;

  ExportLeads(RoutingStore store) {
    this.store = store;
  }

  Answer export(Export asked) {
    RoutingStore.RecordPage page;
    try {
      // A lead is in no state before it is submitted, so the store may leave out the older ones.
      page = store.records(asked.since(), asked.limit(), asked.cursor());
    } catch (IllegalArgumentException e) {
      return new Refused(Refused.INVALID, "cursor is not one that a page before told");
    }
    List<RecordedLead> leads =
        page.records().stream()
            .map(RecordedLead::of)
            .filter(recorded -> !recorded.lead().submittedAt().isBefore(asked.since()))
            .toList();
    return new LeadsExported(leads, page.next());
  }
}
