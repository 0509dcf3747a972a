package salesops.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import salesops.model.RepId;

/**
 * Rep rows as a batch of leads sees them: as they were read, and what the batch adds. Rows are read
 * when first asked for.
 */
final class Book {
  private final Function<Collection<RepId>, Map<RepId, RepRow>> reader;
  private final long today;
  private final int openForDays;
  private final Map<RepId, RepRow> rows;
  private final Set<RepId> changed;

  /**
   * @param today epoch day in UTC
   */
  Book(
      Map<RepId, RepRow> read,
      Function<Collection<RepId>, Map<RepId, RepRow>> reader,
      long today,
      int openForDays) {
    this(reader, today, openForDays, new HashMap<>(read), new HashSet<>());
  }

  private Book(
      Function<Collection<RepId>, Map<RepId, RepRow>> reader,
      long today,
      int openForDays,
      Map<RepId, RepRow> rows,
      Set<RepId> changed) {
    this.reader = reader;
    this.today = today;
    this.openForDays = openForDays;
    this.rows = rows;
    this.changed = changed;
  }

  /** A copy to write on; this one stays as it is. */
  Book draft() {
    return new Book(reader, today, openForDays, new HashMap<>(rows), new HashSet<>());
  }

  /** Reads the rows of these reps that are not here yet, together. */
  void need(Collection<RepId> reps) {
    List<RepId> missing = reps.stream().filter(rep -> !rows.containsKey(rep)).distinct().toList();
    if (!missing.isEmpty()) {
      rows.putAll(reader.apply(missing));
    }
  }

  RepRow row(RepId rep) {
    RepRow row = rows.get(rep);
    if (row == null) {
      need(List.of(rep));
      row = rows.get(rep);
    }
    return row == null ? RepRow.none(rep) : row;
  }

  int open(RepId rep) {
    return row(rep).open().count(today, openForDays);
  }

  /** How the rep stands towards a lead that {@code returners} gave back. */
  RepStatus status(RepId rep, Set<RepId> returners) {
    RepRow row = row(rep);
    return new RepStatus(
        row.awayUntil(),
        row.open().count(today, openForDays),
        returners.contains(rep),
        row.raise());
  }

  /**
   * Most open leads of the rep; empty: no limit.
   *
   * @param usual by the settings
   */
  Optional<Integer> capacity(RepId rep, Optional<Integer> usual, Instant now) {
    return usual.map(most -> Raise.capacity(most, row(rep).raise(), now));
  }

  /** The rep may have more open leads. */
  void raised(RepId rep, Raise raise) {
    put(row(rep).with(raise));
  }

  /** The rep gets one more lead. */
  void opened(RepId rep) {
    put(row(rep).with(row(rep).open().opened(today, openForDays)));
  }

  /** A lead ended that was counted on this day. */
  void ended(RepId rep, long day) {
    put(row(rep).with(row(rep).open().ended(day)));
  }

  /** The rep gave a lead back. */
  void returnedOne(RepId rep) {
    put(row(rep).returnedOne());
  }

  private void put(RepRow row) {
    rows.put(row.rep(), row);
    changed.add(row.rep());
  }

  /** Rows that this draft changed. */
  List<RepRow> changes() {
    return changed.stream().sorted().map(this::row).toList();
  }

  /** The draft was written: its rows are what the table holds now. */
  void written() {
    changed.forEach(rep -> rows.computeIfPresent(rep, (r, row) -> row.written()));
    changed.clear();
  }
}
