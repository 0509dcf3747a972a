package salesops.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesops.events.SettingsApplied;
import salesops.model.settings.Settings;
import salesops.runtime.outbox.Outbox;
import salesops.runtime.settings.SettingsTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SettingsTableTest {
  private static final String TABLE = "settings";

  private final DynamoDbClient dynamo = LocalDynamo.database();
  private final TestClock clock = new TestClock();

  @BeforeEach
  void createTable() {
    TestPlatform.createTable(dynamo, TABLE);
  }

  private SettingsTable settings() {
    return new SettingsTable(dynamo, TABLE, clock);
  }

  static Settings version(int version, String name) {
    return TestSettings.northwind()
        .version(version)
        .company(new Settings.Company(name, "Europe/London", "GBP", "02-01"))
        .build();
  }

  @Test
  void saysSoWhenNothingWasApplied() {
    assertThrows(IllegalStateException.class, () -> settings().current());
  }

  @Test
  void givesBackWhatWasApplied() {
    assertTrue(settings().apply(version(1, "Northwind")));
    assertEquals(version(1, "Northwind"), settings().current());
  }

  @Test
  void refusesTheSecondOfTwoApplies() {
    assertTrue(settings().apply(version(1, "first")));
    assertFalse(settings().apply(version(1, "second")));
    assertEquals("first", settings().current().company().name());
  }

  @Test
  void seesANewVersionWithinFiveSeconds() {
    SettingsTable reader = settings();
    settings().apply(version(1, "old"));
    assertEquals(1, reader.current().version());
    settings().apply(version(2, "new"));
    clock.advance(SettingsTable.AGE_MAX);
    assertEquals(1, reader.current().version());
    clock.advance(Duration.ofMillis(1));
    assertEquals(2, reader.current().version());
  }

  @Test
  void keepsEveryVersion() {
    settings().apply(version(1, "old"));
    settings().apply(version(2, "new"));
    assertEquals("old", settings().version(1).company().name());
  }

  @Test
  void writesTheEventWithThePointer() {
    settings().apply(version(1, "Northwind"));
    var pointer =
        dynamo
            .getItem(
                r ->
                    r.tableName(TABLE)
                        .key(
                            Map.of(
                                "pk", AttributeValue.fromS("pointer"),
                                "sk", AttributeValue.fromN("0"))))
            .item();
    AttributeValue outbox = pointer.getOrDefault(Outbox.ATTRIBUTE, AttributeValue.fromNul(true));
    assertEquals(1, Outbox.read(outbox, SettingsApplied.class).data().version());
  }
}
