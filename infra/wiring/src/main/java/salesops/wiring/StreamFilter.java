package salesops.wiring;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Selects the stream records that reach a function; the others cost nothing. */
public sealed interface StreamFilter {
  /**
   * The pattern in Lambda's format; empty if there is none.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html">Filtering a
   *     DynamoDB stream</a>
   */
  Optional<String> pattern();

  /** The same decision in Java, for the local suite. */
  boolean passes(boolean inserted, String partitionKey);

  /** Every record. */
  record All() implements StreamFilter {
    @Override
    public Optional<String> pattern() {
      return Optional.empty();
    }

    @Override
    public boolean passes(boolean inserted, String partitionKey) {
      return true;
    }
  }

  /** New items only, not changes or removals. */
  record NewItems() implements StreamFilter {
    @Override
    public Optional<String> pattern() {
      return Optional.of("{\"eventName\":[\"INSERT\"]}");
    }

    @Override
    public boolean passes(boolean inserted, String partitionKey) {
      return inserted;
    }
  }

  /**
   * Items whose partition key starts with one of these.
   *
   * <p>Matching items that have an {@code outbox} would be more direct but is not possible: the
   * outbox is a map whose keys are event ids, and {@code exists} works on leaves only. See <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html#filtering-ddb-exists">
   * Using the Exists operator</a>.
   */
  record Keys(List<String> prefixes) implements StreamFilter {
    public Keys {
      prefixes = List.copyOf(prefixes);
      if (prefixes.isEmpty() || prefixes.stream().anyMatch(p -> !p.matches("[a-z]+#?"))) {
        throw new IllegalArgumentException("prefixes must be words such as p#: " + prefixes);
      }
    }

    @Override
    public Optional<String> pattern() {
      return Optional.of(
          prefixes.stream()
              .map(prefix -> "{\"prefix\":\"" + prefix + "\"}")
              .collect(
                  Collectors.joining(",", "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[", "]}}}}")));
    }

    @Override
    public boolean passes(boolean inserted, String partitionKey) {
      return prefixes.stream().anyMatch(partitionKey::startsWith);
    }
  }
}
