package salesops.wiring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table with string key {@code pk} and numeric sort key {@code sk}, billed per request,
 * with a stream of new and old images.
 *
 * @param name also the name of the service that owns it
 * @param indexes sparse global indexes
 * @param timeToLive attribute with the expiry time in epoch seconds; absent: items don't expire
 */
public record Table(String name, List<Index> indexes, @Nullable String timeToLive) {
  public Table {
    indexes = List.copyOf(indexes);
  }

  /**
   * A keys-only global secondary index of the items that have both attributes.
   *
   * @param partitionKey a string attribute
   * @param sortKey a numeric attribute
   */
  public record Index(String name, String partitionKey, String sortKey) {}

  /** A table without indexes whose items don't expire. */
  public static Table named(String name) {
    return new Table(name, List.of(), null);
  }

  Table indexedBy(Index... sparse) {
    return new Table(name, List.of(sparse), timeToLive);
  }

  /** The same table, with items that expire by their attribute {@code expiresAt}. */
  Table expiring() {
    return new Table(name, indexes, "expiresAt");
  }
}
