package salesops.runtime.outbox;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.RefusedException;

/**
 * Sends again the events of one page of a table's items. What counts is when an event happened
 * ({@code occurredAt}), not when it was written or sent.
 *
 * @param operation of the table, as {@link #of} names it: each has a function of its own
 * @param since events from then on
 * @param until and before then; absent: all
 * @param limit items that the page looks at; absent: {@link #ITEMS_MAX}
 * @param cursor as the page before told it; absent: the first page
 * @param dryRun whether events are only counted
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
public record Republish(
    String operation,
    Instant since,
    @Nullable Instant until,
    Integer limit,
    @Nullable String cursor,
    boolean dryRun)
    implements Operation<Republish.Page> {
  /** Most items that a page looks at. */
  public static final int ITEMS_MAX = 500;

  /** What the operation of a table is named after the table's name. */
  public static final String SUFFIX = "-republish";

  public Republish {
    operation = Given.text(NAME, operation);
    since = Given.required("since", since);
    limit = Given.number("limit", limit, ITEMS_MAX, ITEMS_MAX);
    cursor = Given.optional(cursor);
    if (until != null && !until.isAfter(since)) {
      throw RefusedException.invalid("until must be after since: " + until);
    }
  }

  /** Name of a table's operation, and of the function that does it. */
  public static String of(String table) {
    return table + SUFFIX;
  }

  boolean covers(Instant time) {
    return !time.isBefore(since) && (until == null || time.isBefore(until));
  }

  /**
   * What became of a page.
   *
   * @param looked items
   * @param events how many of each type
   * @param unpublishable keys of items with an event that can never be published, whenever it
   *     happened; it stops nothing
   * @param cursor of the next page; absent: this was the last
   */
  public record Page(
      int looked, Map<String, Integer> events, List<String> unpublishable, @Nullable String cursor)
      implements Operation.Answer {}
}
