package salesops.cli.republish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import salesops.cli.console.Flow;
import salesops.cli.console.Resending;
import salesops.cli.suite.Suite;
import salesops.runtime.outbox.Republish;

/** Goes through tables page by page and has their events sent again, at an even pace. */
final class RepublishEvents {
  /** Calls a second at the least, so that events come in an even flow. */
  private static final int CALLS_PER_SECOND = 2;

  private final Suite at;
  private final List<String> tables;
  private final Instant since;
  private final @Nullable Instant until;
  private final double rate;
  private final Resending resending;
  private volatile boolean stopped;

  /**
   * @param rate events a second
   */
  RepublishEvents(
      Suite at,
      List<String> tables,
      Instant since,
      @Nullable Instant until,
      double rate,
      Resending resending) {
    this.at = at;
    this.tables = tables;
    this.since = since;
    this.until = until;
    this.rate = rate;
    this.resending = resending;
  }

  /**
   * How far a run came.
   *
   * @param events for each table that was begun, in order: how many of each type
   * @param unpublishable tables and keys of items with an event that can never be published
   * @param ended where and why it ended early; absent: it went through all
   */
  record Outcome(
      long looked,
      Map<String, Map<String, Long>> events,
      List<String> unpublishable,
      @Nullable String ended) {
    long total() {
      return events.values().stream()
          .flatMap(types -> types.values().stream())
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** After this the page under way is the last. */
  void stop() {
    stopped = true;
  }

  /** Counts what would be sent. */
  Outcome count() {
    return run(true, some -> {});
  }

  /**
   * Sends it.
   *
   * @param progress told of each page's number of events
   */
  Outcome send(IntConsumer progress) {
    return run(false, progress);
  }

  private Outcome run(boolean dryRun, IntConsumer progress) {
    Flow flow = new Flow(rate);
    long looked = 0;
    long sent = 0;
    Map<String, Map<String, Long>> events = new LinkedHashMap<>();
    List<String> unpublishable = new ArrayList<>();
    for (String table : tables) {
      Map<String, Long> types = new TreeMap<>();
      events.put(table, types);
      String cursor = null;
      int limit = dryRun ? Republish.ITEMS_MAX : limit(1, 1);
      do {
        Republish request = new Republish(Republish.of(table), since, until, limit, cursor, dryRun);
        Republish.Page page = stopped ? null : page(request).orElse(null);
        if (page == null) {
          String why = stopped ? "Stopped in " : "No answer about ";
          return new Outcome(looked, events, unpublishable, why + table);
        }
        int some = add(page, types);
        looked += page.looked();
        page.unpublishable().forEach(key -> unpublishable.add(table + " " + key));
        cursor = page.cursor();
        progress.accept(some);
        if (!dryRun) {
          sent += some;
          // Pages of a table are alike: its keys are in no order of time.
          limit = some == 0 ? Republish.ITEMS_MAX : limit(limit, some);
          flow.await(sent, () -> stopped);
        }
      } while (cursor != null);
    }
    return new Outcome(looked, events, unpublishable, null);
  }

  /** Items that hold about as many events as one call may send, after so many held some. */
  private int limit(int items, int events) {
    return (int) Math.clamp(rate / CALLS_PER_SECOND * items / events, 1, Republish.ITEMS_MAX);
  }

  /** One page's answer; empty when there was none however often it was asked for. */
  private Optional<Republish.Page> page(Republish request) {
    List<Republish.Page> answers = new ArrayList<>();
    resending.send(
        List.of(request),
        open -> {
          answers.add(at.ask(request));
          return List.of();
        });
    return answers.stream().findFirst();
  }

  private static int add(Republish.Page page, Map<String, Long> types) {
    page.events().forEach((type, some) -> types.merge(type, (long) some, Long::sum));
    return page.events().values().stream().mapToInt(Integer::intValue).sum();
  }
}
