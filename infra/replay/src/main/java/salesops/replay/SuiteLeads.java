package salesops.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import salesops.model.Lead;
import salesops.routing.RecordedLead;
import salesops.runtime.Json;

/** The last leads of a suite, as its operations entry tells them. */
public final class SuiteLeads {
  /** Most pages asked for: each is 100 items of the table. */
  public static final int PAGES_MAX = 10_000;

  private static final Comparator<Lead> BY_TIME =
      Comparator.comparing(Lead::submittedAt).thenComparing(Lead::leadId);

  private SuiteLeads() {}

  /** Calls an operation of the suite. */
  public interface Operations {
    Map<String, Object> operate(String operation, Map<String, Object> arguments);
  }

  /**
   * The newest leads, the oldest of them first.
   *
   * @param since of the submission
   * @param pagesMax pages to read at most
   * @param page told after each page
   * @return empty when there are more pages
   */
  public static Optional<List<Lead>> newest(
      Operations suite, Instant since, int limit, int pagesMax, Runnable page) {
    TreeSet<Lead> newest = new TreeSet<>(BY_TIME);
    Map<String, Object> request = new HashMap<>(Map.of("since", since.toString()));
    for (int read = 0; read < pagesMax; read++) {
      Map<String, Object> answer = suite.operate("exportLeads", request);
      if (answer.get("leads") instanceof List<?> leads) {
        for (Object each : leads) {
          newest.add(Json.MAPPER.convertValue(each, RecordedLead.class).lead());
          if (newest.size() > limit) {
            newest.pollFirst();
          }
        }
      }
      page.run();
      if (!(answer.get("cursor") instanceof String cursor)) {
        return Optional.of(List.copyOf(newest));
      }
      request.put("cursor", cursor);
    }
    return Optional.empty();
  }
}
