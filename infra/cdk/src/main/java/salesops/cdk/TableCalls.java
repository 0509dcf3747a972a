package salesops.cdk;

import java.util.List;

/**
 * Which calls a function makes on the table of its service, and on that table's indexes: what its
 * code does and no more. A transaction needs the calls that it is made of, a batch has calls of its
 * own.
 */
record TableCalls(List<String> onTable, List<String> onIndexes) {

  /**
   * @throws IllegalStateException when nobody said what the function does with its table
   */
  static TableCalls of(String function) {
    return switch (function) {
      case "intake", "intake-operations" ->
          new TableCalls(List.of("GetItem", "PutItem", "UpdateItem"), List.of("Query"));
      case "scoring" -> onTable("GetItem", "PutItem", "Query");
      case "routing" -> onTable("BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem");
      case "routing-held", "routing-pages" ->
          new TableCalls(of("routing").onTable(), List.of("Query"));
      case "routing-operations" ->
          new TableCalls(
              List.of("BatchGetItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"),
              List.of("Query"));
      case "routing-decision" -> onTable("BatchGetItem", "Query");
      case "slack" -> onTable("GetItem", "PutItem");
      case "slack-sender" ->
          onTable("BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "Query");
      case "webhooks" -> onTable("GetItem", "PutItem");
      case "webhooks-sender", "webhooks-operations" ->
          new TableCalls(List.of("GetItem", "PutItem", "Query"), List.of("Query"));
      default -> throw new IllegalStateException("say which calls " + function + " makes");
    };
  }

  private static TableCalls onTable(String... calls) {
    return new TableCalls(List.of(calls), List.of());
  }
}
