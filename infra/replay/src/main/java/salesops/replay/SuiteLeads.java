package salesops.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import salesops.model.Lead;
import salesops.routing.RecordedLead;
import salesops.routing.RoutingAnswer.LeadsExported;
import salesops.routing.RoutingOperation.Export;

/** The last leads of a suite, as its operations entry tells them. */
public final class SuiteLeads {
  /** Most pages asked for: each is 100 items of the table. */
  public static final int PAGES_MAX = 10_000;

  private static final Comparator<Lead> BY_TIME =
      Comparator.comparing(Lead::submittedAt).thenComparing(Lead::leadId);

  private SuiteLeads() {}

  /**
   * The newest leads, the oldest of them first.
   *
   * @param suite asked for each page
   * @param since of the submission
   * @param pagesMax pages to read at most
   * @param page told after each page
   * @return empty when there are more pages
   */
  public static Optional<List<Lead>> newest(
      Function<Export, LeadsExported> suite,
      Instant since,
      int limit,
      int pagesMax,
      Runnable page) {
    TreeSet<Lead> newest = new TreeSet<>(BY_TIME);
    String cursor = null;
    for (int read = 0; read < pagesMax; read++) {
      LeadsExported answer = suite.apply(new Export(since, Export.LIMIT_MAX, cursor));
      for (RecordedLead each : answer.leads()) {
        newest.add(each.lead());
        if (newest.size() > limit) {
          newest.pollFirst();
        }
      }
      page.run();
      cursor = answer.cursor();
      if (cursor == null) {
        return Optional.of(List.copyOf(newest));
      }
    }
    return Optional.empty();
  }
}
