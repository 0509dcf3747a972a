package salesops.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.intake.Submission.Earlier;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * One item for each submission, in one write unit: the packed event is all there is of the lead.
 *
 * <p>Keys: {@code pk} = fingerprint, {@code sk} = 0. {@code outbox} holds the event, {@code b} the
 * digest of the content where the fingerprint is an Idempotency-Key's. A submission whose window
 * has passed moves to {@code pk} = {@code a#}lead id when its fingerprint comes again; its event
 * then lies in {@code archive}, so that it is not published a second time. {@link QuarantineItems}
 * says what a lead has that is kept back.
 */
final class DynamoIntakeStore implements IntakeStore {
  static final String CONTENT = "b";
  static final String ARCHIVE_PREFIX = "a#";

  /** Write and the look after a write of unknown outcome fit into the function's ten seconds. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

  private final DynamoDbClient dynamo;
  private final String table;

  DynamoIntakeStore(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public Optional<Earlier> keep(Submission submission) {
    try {
      // Of copies posted at once the first is stored, the others are handed it.
      dynamo.putItem(
          r ->
              r.tableName(table)
                  .item(item(submission))
                  .conditionExpression("attribute_not_exists(pk)")
                  .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                  .overrideConfiguration(o -> o.apiCallTimeout(WRITE_TIMEOUT)));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return e.hasItem() ? Optional.of(earlier(e.item())) : find(submission.fingerprint());
    } catch (SdkException e) {
      return Optional.of(storedDespite(e, submission));
    }
  }

  @Override
  public boolean replace(Earlier earlier, Submission submission) {
    Map<String, AttributeValue> old = get(key(submission.fingerprint()));
    AttributeValue letter = old.get(Outbox.ATTRIBUTE);
    if (letter == null
        || !QuarantineItems.lead(QuarantineItems.event(old)).equals(earlier.lead())) {
      return false;
    }
    Map<String, AttributeValue> archived = new HashMap<>(old);
    archived.putAll(key(ARCHIVE_PREFIX + earlier.lead().leadId()));
    archived.remove(Outbox.ATTRIBUTE);
    archived.put(Outbox.ARCHIVE, letter);
    String oldId = Outbox.ids(letter).iterator().next();
    try {
      dynamo.transactWriteItems(
          r ->
              r.transactItems(
                      // Under the old lead's own id: done twice it is the same item.
                      put(p -> p.item(archived)),
                      // Of two that come after the window at once only one replaces the earlier;
                      // one that is released meanwhile is looked at again.
                      put(
                          p ->
                              p.item(item(submission))
                                  .conditionExpression("attribute_exists(outbox.#old)")
                                  .expressionAttributeNames(Map.of("#old", oldId))))
                  .overrideConfiguration(o -> o.apiCallTimeout(WRITE_TIMEOUT)));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    } catch (SdkException e) {
      if (storedDespite(e, submission).lead().leadId().equals(submission.lead().leadId())) {
        return true;
      }
      throw e;
    }
  }

  private TransactWriteItem put(Consumer<Put.Builder> put) {
    return TransactWriteItem.builder().put(p -> put.accept(p.tableName(table))).build();
  }

  /** A write whose answer was lost may have happened: an error is only right when it did not. */
  private Earlier storedDespite(SdkException failure, Submission submission) {
    try {
      return find(submission.fingerprint()).orElseThrow(() -> failure);
    } catch (SdkException e) {
      throw failure;
    }
  }

  /** Reads an item as it is now; also primes the connection. */
  Optional<Earlier> find(String fingerprint) {
    Map<String, AttributeValue> item = get(key(fingerprint));
    return item.isEmpty() ? Optional.empty() : Optional.of(earlier(item));
  }

  private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return dynamo
        .getItem(
            r ->
                r.tableName(table)
                    .key(key)
                    .consistentRead(true)
                    .overrideConfiguration(o -> o.apiCallTimeout(READ_TIMEOUT)))
        .item();
  }

  static Map<String, AttributeValue> item(Submission submission) {
    Map<String, AttributeValue> item = new HashMap<>(key(submission.fingerprint()));
    item.putAll(QuarantineItems.of(submission));
    item.put(
        Outbox.ATTRIBUTE,
        Outbox.of(Envelope.of(submission.event(), null, submission.lead().submittedAt())));
    if (submission.content() != null) {
      item.put(CONTENT, AttributeValue.fromS(submission.content()));
    }
    return item;
  }

  private static Earlier earlier(Map<String, AttributeValue> item) {
    @Nullable AttributeValue content = item.get(CONTENT);
    return new Earlier(
        QuarantineItems.lead(QuarantineItems.event(item)), content == null ? null : content.s());
  }

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromN("0"));
  }
}
