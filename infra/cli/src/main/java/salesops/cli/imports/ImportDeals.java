package salesops.cli.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.cli.console.RejectedRows;
import salesops.cli.console.Resending;
import salesops.cli.suite.Suite;
import salesops.deals.DealsAnswer.DealsImported;
import salesops.deals.DealsOperation;
import salesops.deals.deal.DealField;
import salesops.model.RepId;
import salesops.model.deal.Deal.State;
import salesops.model.settings.Settings;
import salesops.replay.deals.DealColumn;
import salesops.replay.deals.DealFormat;
import salesops.replay.deals.DealRow;
import salesops.replay.deals.DealRow.Used;

/** Sends deals in small batches; keeps the rows that are unread. */
final class ImportDeals {
  /** Most different values that a remark names. */
  private static final int NAMED_MAX = 10;

  private final Suite suite;
  private final String by;
  private final RejectedRows unread;
  private final Resending resending;
  private volatile boolean stopped;
  private int rows;
  private int opened;
  private int changed;
  private int unchanged;

  /**
   * @param by who imports
   */
  ImportDeals(Suite suite, String by, RejectedRows unread, Resending resending) {
    this.suite = suite;
    this.by = by;
    this.unread = unread;
    this.resending = resending;
  }

  /** After this the batch under way is the last. */
  void stop() {
    stopped = true;
  }

  void run(List<DealRow> all, Runnable progress) {
    rows = all.size();
    List<Used> batch = new ArrayList<>();
    for (DealRow row : all) {
      switch (row) {
        case DealRow.Unread(var it, var code, var field, var message) ->
            unread.add(it, code, field, message);
        case Used used -> batch.add(used);
      }
      if (batch.size() == DealsOperation.ImportDeals.DEALS_MAX) {
        flush(batch);
      }
      if (stopped) {
        return;
      }
      progress.run();
    }
    flush(batch);
  }

  private void flush(List<Used> batch) {
    stopped |= !resending.send(List.copyOf(batch), this::send).isEmpty();
    batch.clear();
  }

  /** The operation says of every deal what became of it. */
  private List<Used> send(List<Used> batch) {
    DealsImported answer =
        suite.ask(
            new DealsOperation.ImportDeals(
                batch.stream()
                    .map(used -> new DealsOperation.ImportDeals.Row(used.id(), fields(used)))
                    .toList(),
                by));
    opened += answer.opened();
    changed += answer.changed();
    unchanged += answer.unchanged();
    for (DealsImported.Rejected each : answer.rejected()) {
      unread.add(batch.get(each.index()).row(), "refused", each.field(), each.message());
    }
    return List.of();
  }

  /**
   * Fields as the deal is to have them; an open deal has no close date, only a lost one a reason.
   */
  static Map<String, String> fields(Used used) {
    Map<String, String> fields = new LinkedHashMap<>();
    used.texts()
        .forEach((column, text) -> field(column).ifPresent(f -> fields.put(f.jsonName(), text)));
    if (used.state() == State.OPEN) {
      fields.put(DealField.CLOSED.jsonName(), "");
    }
    if (used.state() != State.LOST) {
      fields.put(DealField.REASON.jsonName(), "");
    }
    return fields;
  }

  private static Optional<DealField> field(DealColumn column) {
    return switch (column) {
      case PRODUCT -> Optional.of(DealField.PRODUCTS);
      case LOST_REASON -> Optional.of(DealField.REASON);
      // Its owner's team is the deal's.
      default -> DealField.of(column.fieldName());
    };
  }

  boolean isComplete() {
    return opened + changed + unchanged == rows;
  }

  List<String> summary() {
    int used = opened + changed + unchanged;
    long left = rows - used - unread.count();
    return List.of(
        "%d rows: %d used, %s%s"
            .formatted(
                rows,
                used,
                unread.text().replaceFirst(" rejected", " unread"),
                left == 0 ? "" : ", " + left + " not sent: run the same command again"),
        "%d opened · %d changed · %d unchanged".formatted(opened, changed, unchanged));
  }

  /** What the user should know of rows that were read. */
  static List<String> remarks(List<DealRow> rows, Settings settings, DealFormat format) {
    List<Used> used = rows.stream().filter(Used.class::isInstance).map(Used.class::cast).toList();
    List<String> remarks = new ArrayList<>();
    for (DealRow.Note note : DealRow.Note.values()) {
      long count = used.stream().filter(row -> row.notes().contains(note)).count();
      if (count > 0) {
        remarks.add(count + " used " + note.words());
      }
    }
    List<String> stages =
        used.stream().map(Used::stage).filter(stage -> !format.isKnown(stage)).toList();
    if (!stages.isEmpty()) {
      remarks.add(
          stages.size()
              + " are in stages that the settings don't have: "
              + counted(stages)
              + "; see --stage");
    }
    List<String> strangers =
        used.stream().map(Used::owner).filter(owner -> !isRep(owner, settings)).toList();
    if (!strangers.isEmpty()) {
      remarks.add(
          strangers.size()
              + (strangers.size() == 1 ? " deal" : " deals")
              + " held: owner isn't a rep of the settings: "
              + counted(strangers)
              + "; list the open ones with salesops deals --unowned");
    }
    return remarks;
  }

  private static boolean isRep(String owner, Settings settings) {
    return owner.indexOf('@') > 0 && settings.mayOwn(new RepId(owner));
  }

  /** Different values with how often they occur, the most frequent first. */
  private static String counted(List<String> values) {
    Map<String, Long> counts =
        values.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Stream<String> named =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(NAMED_MAX)
            .map(e -> (e.getKey().isEmpty() ? "none" : e.getKey()) + " (" + e.getValue() + ")");
    int more = counts.size() - NAMED_MAX;
    return named.collect(Collectors.joining(", ")) + (more > 0 ? " and " + more + " more" : "");
  }
}
