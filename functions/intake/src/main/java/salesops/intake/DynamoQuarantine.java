package salesops.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.events.LeadSubmitted;
import salesops.model.LeadId;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Finds items of {@link DynamoIntakeStore} by two sparse indexes that only kept-back leads are in.
 */
final class DynamoQuarantine implements Quarantine {
  private final DynamoDbClient dynamo;
  private final String table;

  DynamoQuarantine(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public List<Quarantined> newest(int limit) {
    return dynamo
        .query(
            r ->
                r.tableName(table)
                    .indexName(QuarantineItems.INDEX)
                    .keyConditionExpression(QuarantineItems.KEPT_BACK + " = :yes")
                    .expressionAttributeValues(Map.of(":yes", QuarantineItems.YES))
                    .scanIndexForward(false)
                    .limit(limit))
        .items()
        .stream()
        .map(this::whole)
        // The index lags: what was released a moment ago is left out.
        .filter(item -> item.containsKey(QuarantineItems.KEPT_BACK))
        .map(QuarantineItems::read)
        .toList();
  }

  @Override
  public Optional<Quarantined> find(LeadId lead) {
    return item(lead).map(QuarantineItems::read);
  }

  @Override
  public boolean release(LeadId lead, Quarantined.Release release) {
    Optional<Map<String, AttributeValue>> found =
        item(lead).filter(i -> i.containsKey(QuarantineItems.KEPT_BACK));
    if (found.isEmpty()) {
      return false;
    }
    Event kept = QuarantineItems.event(found.get());
    Envelope<LeadSubmitted> submitted =
        Envelope.of(
            new LeadSubmitted(QuarantineItems.released(QuarantineItems.lead(kept), release)),
            kept.eventId(),
            release.at());
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> sets = new ArrayList<>(List.of("outbox = :outbox"));
    QuarantineItems.of(release)
        .forEach(
            (name, value) -> {
              sets.add(name + " = :" + name);
              values.put(":" + name, value);
            });
    values.put(":outbox", Outbox.of(submitted));
    values.put(":lead", AttributeValue.fromS(lead.value()));
    try {
      // Of two that release at once, or a link that is used twice, only the first moves it; and
      // never another lead that took this one's place.
      dynamo.updateItem(
          r ->
              r.tableName(table)
                  .key(keyOf(found.get()))
                  .updateExpression(
                      "SET "
                          + String.join(", ", sets)
                          + " REMOVE #archive, "
                          + QuarantineItems.KEPT_BACK)
                  .expressionAttributeNames(Map.of("#archive", Outbox.ARCHIVE))
                  .conditionExpression("attribute_exists(quarantine) AND quarantinedLead = :lead")
                  .expressionAttributeValues(values));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private Optional<Map<String, AttributeValue>> item(LeadId lead) {
    return dynamo
        .query(
            r ->
                r.tableName(table)
                    .indexName(QuarantineItems.LEAD_INDEX)
                    .keyConditionExpression(QuarantineItems.LEAD + " = :lead")
                    .expressionAttributeValues(Map.of(":lead", AttributeValue.fromS(lead.value()))))
        .items()
        .stream()
        .map(this::whole)
        .filter(item -> QuarantineItems.isOf(item, lead))
        .findFirst();
  }

  /** The item that an index entry stands for, as it is now; empty when it is gone. */
  private Map<String, AttributeValue> whole(Map<String, AttributeValue> entry) {
    return dynamo.getItem(r -> r.tableName(table).key(keyOf(entry)).consistentRead(true)).item();
  }

  private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(Set.of("pk", "sk"));
    return key;
  }
}
