package salesops.routing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import tools.jackson.core.type.TypeReference;

/** Tells every lead that was submitted at some time or later, page by page, in no order. */
final class ExportLeads {
  /**
   * Most leads of a page. A lead is at most 16 KiB when it is submitted, and an answer of a Lambda
   * function at most 6 MB: <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>.
   */
  static final int LIMIT_MAX = 100;

  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private final RoutingStore store;

  ExportLeads(RoutingStore store) {
    this.store = store;
  }

  /**
   * @param since of the submission
   * @param limit items looked at; a page may have no lead and yet be followed by another
   * @param cursor as the page before told it; absent: the first page
   */
  Answer export(Instant since, int limit, @Nullable String cursor) {
    RoutingStore.RecordPage page;
    try {
      // A lead is in no state before it is submitted, so the store may leave out the older ones.
      page = store.records(since, limit, cursor);
    } catch (IllegalArgumentException e) {
      return new Answer.Refused("invalid", "cursor is not one that a page before told");
    }
    List<Map<String, Object>> leads =
        page.records().stream()
            .map(RecordedLead::of)
            .filter(recorded -> !recorded.lead().submittedAt().isBefore(since))
            .<Map<String, Object>>map(recorded -> Json.MAPPER.convertValue(recorded, MAP))
            .toList();
    return Answer.ok("leads", leads, "cursor", page.next());
  }
}
