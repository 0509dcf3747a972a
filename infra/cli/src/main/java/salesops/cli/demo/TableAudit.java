package salesops.cli.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import salesops.events.LeadQuarantined;
import salesops.events.LeadSubmitted;
import salesops.local.engine.LocalSuite;
import salesops.model.LeadId;
import salesops.routing.LeadRecord;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the tables say at the end, read back item by item.
 *
 * @param accepted leads that intake stored, those in quarantine among them
 * @param quarantined leads that intake keeps back
 * @param standings what routing holds of each lead
 */
record TableAudit(
    Set<LeadId> accepted, Set<LeadId> quarantined, Map<LeadId, LeadRecord> standings) {

  static TableAudit of(LocalSuite suite) {
    DynamoDbClient dynamo = suite.dynamo();
    Set<LeadId> accepted = new HashSet<>();
    Set<LeadId> quarantined = new HashSet<>();
    for (Map<String, AttributeValue> item : scan(dynamo, "intake")) {
      AttributeValue outbox = item.get(Outbox.ATTRIBUTE);
      if (outbox != null && !poisoned(item)) {
        switch (Outbox.readAll(outbox).getFirst().data()) {
          case LeadSubmitted submitted -> accepted.add(submitted.lead().leadId());
          case LeadQuarantined kept -> quarantined.add(kept.lead().leadId());
          default -> throw new IllegalStateException("intake told of something else");
        }
      }
    }
    accepted.addAll(quarantined);
    Map<LeadId, LeadRecord> standings = new HashMap<>();
    for (Map<String, AttributeValue> item : scan(dynamo, "routing")) {
      LeadRecord.of(item).ifPresent(standing -> standings.put(standing.leadId(), standing));
    }
    return new TableAudit(accepted, quarantined, standings);
  }

  /** Whether no message waits to be sent. */
  static boolean announced(LocalSuite suite) {
    for (Map<String, AttributeValue> item : scan(suite.dynamo(), "slack")) {
      if (item.containsKey("note")) {
        return false;
      }
    }
    return true;
  }

  private static boolean poisoned(Map<String, AttributeValue> item) {
    AttributeValue key = item.get("pk");
    return key != null && key.s().startsWith(Poison.KEY_PREFIX);
  }

  private static Iterable<Map<String, AttributeValue>> scan(DynamoDbClient dynamo, String table) {
    return dynamo.scanPaginator(r -> r.tableName(table).consistentRead(true)).items();
  }
}
