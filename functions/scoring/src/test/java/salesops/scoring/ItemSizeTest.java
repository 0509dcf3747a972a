package salesops.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import salesops.model.Identity;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.model.PersonKey;
import salesops.model.settings.Settings;
import salesops.scoring.ScoreLead.Outcome;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** DynamoDB bills writes by the kibibyte, and writes are what a lead costs. */
class ItemSizeTest {
  private static final String TABLE = "scoring";
  private static final int ATTRIBUTES = 30;

  /** A wide form's answers: mostly choices, a few numbers, one id. */
  private static Lead wide(long seed) {
    Random random = new Random(seed);
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < ATTRIBUTES; i++) {
      String answer =
          i % 6 == 5
              ? Integer.toString(random.nextInt(2_000))
              : List.of("No", "Yes", "Select", "Other", "Weekly by mail").get(random.nextInt(5));
      attributes.put("Question " + i + " of the form", answer);
    }
    PersonKey person = PersonKey.ofEmail("salt", "wide" + seed + "@lyon.example");
    return new Lead(
        LeadId.of(person, "1"),
        "demo",
        TestClock.START.plusMillis(random.nextInt(86_400_000)),
        Origin.SERVER,
        Map.of(),
        new Identity(List.of(person), "lyon.example", Identity.MailKind.BUSINESS),
        Map.of(
            "email", "wide" + seed + "@lyon.example",
            "industry", "Insurance",
            "employees", "340",
            "jobTitle", "VP Risk",
            "country", "FR",
            "landingPage", "/pricing",
            "visits", "7"),
        attributes);
  }

  @Test
  void aLeadWith37ValuesAnd7PartsIsOneWriteUnit() {
    Settings settings = Examples.settings(12, Examples.scoring(Origin.SERVER));
    try (DynamoDbClient dynamo = LocalDynamo.database()) {
      TestPlatform.createTable(dynamo, TABLE);
      DynamoScoringStore store = new DynamoScoringStore(dynamo, TABLE);
      ScoreLead scoreLead = new ScoreLead(store, new TestClock());
      for (long seed = 1; seed <= 20; seed++) {
        assertEquals(Outcome.SCORED, scoreLead.score(Examples.submitted(wide(seed)), settings));
      }
      assertTrue(store.find(wide(1).leadId()).orElseThrow().data().score().parts().size() >= 7);
      for (Map<String, AttributeValue> item : dynamo.scan(r -> r.tableName(TABLE)).items()) {
        assertEquals(1.0, writeUnits(dynamo, item));
      }
    }
  }

  private static double writeUnits(DynamoDbClient dynamo, Map<String, AttributeValue> item) {
    return dynamo
        .putItem(
            r -> r.tableName(TABLE).item(item).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
        .consumedCapacity()
        .capacityUnits();
  }
}
