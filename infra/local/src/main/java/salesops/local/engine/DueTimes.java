package salesops.local.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Settings;
import salesops.runtime.settings.SettingsTable;
import salesops.wiring.Due;
import salesops.wiring.Table;
import salesops.wiring.Wiring;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finds out from a table when a tick of a schedule next has something to do. */
final class DueTimes {
  /**
   * Maximum time between ticks while an index has any items, which may become due earlier than
   * stored, for example at the end of a rep's leave. Midnight in every time zone is a multiple of
   * it.
   */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

  private final DynamoDbClient dynamo;
  private final SettingsTable settings;
  private final Wiring wiring;

  DueTimes(DynamoDbClient dynamo, SettingsTable settings, Wiring wiring) {
    this.dynamo = dynamo;
    this.settings = settings;
    this.wiring = wiring;
  }

  /**
   * Returns when a tick may find something, given the table's content; {@link Instant#MAX}: never.
   *
   * @param due absent: unknown, so any tick may
   */
  Instant next(@Nullable Due due, String table, Instant now) {
    return switch (due) {
      case null -> now;
      case Due.InIndex index -> first(index, table, now);
      case Due.Marked marked -> isAnyMarked(marked, table) ? now : nextTime(marked, now);
    };
  }

  private Instant first(Due.InIndex due, String table, Instant now) {
    long quarter = now.getEpochSecond() / LOOK_AGAIN.toSeconds() + 1;
    Instant lookAgain = Instant.ofEpochSecond(quarter * LOOK_AGAIN.toSeconds());
    Table.Index index = index(table, due.index());
    return dynamo.scanPaginator(r -> r.tableName(table).indexName(index.name())).items().stream()
        .filter(item -> value(item, index.partitionKey()).s().startsWith(due.partition()))
        .map(item -> Long.parseLong(value(item, index.sortKey()).n()))
        .map(at -> Instant.EPOCH.plus(at, due.unit()))
        .map(at -> at.isBefore(lookAgain) ? at : lookAgain)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private Table.Index index(String table, String name) {
    return wiring.table(table).indexes().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name));
  }

  private boolean isAnyMarked(Due.Marked due, String table) {
    Map<String, String> names = new TreeMap<>();
    due.attributes().forEach(attribute -> names.put("#a" + names.size(), attribute));
    String filter =
        names.keySet().stream()
            .map(name -> "attribute_exists(" + name + ")")
            .collect(Collectors.joining(" OR "));
    return dynamo
        .scanPaginator(
            r ->
                r.tableName(table)
                    .filterExpression(filter)
                    .projectionExpression(String.join(",", names.keySet()))
                    .expressionAttributeNames(names))
        .items()
        .stream()
        .flatMap(item -> item.values().stream())
        .anyMatch(DueTimes::isMark);
  }

  private static boolean isMark(AttributeValue value) {
    return !Boolean.FALSE.equals(value.bool()) && (!value.hasL() || !value.l().isEmpty());
  }

  private Instant nextTime(Due.Marked due, Instant now) {
    if (settings.pointer() == 0) {
      return Instant.MAX;
    }
    Settings inForce = settings.current();
    ZoneId zone = inForce.company().zoneId();
    LocalDate today = now.minus(due.after()).atZone(zone).toLocalDate();
    return due.times().apply(inForce).stream()
        .flatMap(time -> Stream.of(today, today.plusDays(1)).map(day -> day.atTime(time)))
        .map(time -> time.atZone(zone).toInstant().plus(due.after()))
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
