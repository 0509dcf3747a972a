package salesops.wiring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table with string key {@code pk} and numeric sort key {@code sk}, paid by request,
 * with a stream of new and old images.
 *
 * @param name also the name of the service that owns it
 * @param indexes sparse global indexes
 * @param timeToLive attribute with the second of expiry; absent: items stay
 */
public record Table(String name, List<Index> indexes, @Nullable String timeToLive) {
  public Table {
    indexes = List.copyOf(indexes);
  }

  /**
   * A global secondary index, keys only, over items that have both attributes.
   *
   * @param partitionKey a string attribute
   * @param sortKey a numeric attribute
   */
  public record Index(String name, String partitionKey, String sortKey) {}

  /** A table without indexes whose items stay. */
  public static Table named(String name) {
    return new Table(name, List.of(), null);
  }

  Table indexedBy(Index... sparse) {
    return new Table(name, List.of(sparse), timeToLive);
  }

  /** Items expire by the attribute {@code expiresAt}. */
  Table expiring() {
    return new Table(name, indexes, "expiresAt");
  }
}
