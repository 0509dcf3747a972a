package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.runtime.dynamo.Lease;
import salesops.runtime.dynamo.Revision;
import salesops.webhooks.Delivery.Arrived;
import salesops.webhooks.Delivery.Kept;
import salesops.webhooks.Delivery.Tries;
import salesops.webhooks.EndpointState.Health;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as they are in tables already: read as ever, and written the same. */
class StoredItemTest {
  private static final Instant NOON = Instant.ofEpochMilli(1_793_700_000_000L);
  private static final DeliveryKey KEY = new DeliveryKey("d#crm#lead#1", BigInteger.TEN);

  private static final Delivery DELIVERY =
      new Delivery(
          KEY,
          "LeadReturned",
          "id-1",
          SdkBytes.fromUtf8String("packed"),
          new Kept("waiting#crm", NOON.plusSeconds(1), null),
          new Tries(0, NOON, null));

  private static final Map<String, AttributeValue> WAITING =
      Map.of(
          "pk", s("d#crm#lead#1"),
          "sk", n("10"),
          "kept", s("waiting#crm"),
          "dueAt", n("1793700001000"),
          "type", s("LeadReturned"),
          "eventId", s("id-1"),
          "body", AttributeValue.fromB(SdkBytes.fromUtf8String("packed")),
          "attempts", n("0"),
          "since", n("1793700000000"));

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }

  private static <T> void isStoredAs(
      TableSchema<T> schema, T item, Map<String, AttributeValue> stored) {
    assertEquals(stored, schema.itemToMap(item, true));
    assertEquals(item, schema.mapToItem(stored));
  }

  @Test
  void keepsTheFormOfADeliveryThatWaits() {
    isStoredAs(Delivery.SCHEMA, DELIVERY, WAITING);
    assertEquals("crm", KEY.endpoint());
    assertEquals("lead#1", KEY.lead());
  }

  @Test
  void keepsTheFormOfADeadDelivery() {
    Map<String, AttributeValue> dead = new HashMap<>(WAITING);
    dead.put("kept", s("dead#crm"));
    dead.put("dueAt", n("1793700003000"));
    dead.put("attempts", n("1"));
    dead.put("error", s("http_410"));
    dead.put("expiresAt", n("1796292003"));
    isStoredAs(
        Delivery.SCHEMA,
        DELIVERY.with(
            new Kept("dead#crm", NOON.plusSeconds(3), Instant.ofEpochSecond(1_796_292_003L)),
            new Tries(1, NOON, "http_410")),
        dead);
  }

  @Test
  void keepsADeadDeliveryForAMonth() {
    Map<String, AttributeValue> dead =
        Delivery.SCHEMA.itemToMap(DELIVERY.dead(NOON.plusSeconds(3), "http_410"), true);
    assertEquals(n("1796292003"), dead.get("expiresAt"));
  }

  @Test
  void keepsTheFormOfOneThatArrived() {
    isStoredAs(
        Arrived.SCHEMA,
        new Arrived(KEY, Instant.ofEpochSecond(1_795_000_000L)),
        Map.of("pk", s("d#crm#lead#1"), "sk", n("10"), "expiresAt", n("1795000000")));
  }

  @Test
  void readsWhatIsMissingAsEmpty() {
    Delivery damaged = Delivery.SCHEMA.mapToItem(Map.of("pk", s("d#crm#lead#1"), "sk", n("10")));
    assertEquals(
        new Delivery(
            KEY,
            "",
            "",
            SdkBytes.fromUtf8String(""),
            new Kept("", Instant.EPOCH, null),
            new Tries(0, Instant.EPOCH, null)),
        damaged);
  }

  @Test
  void keepsTheFormOfAnEndpoint() {
    Map<String, AttributeValue> fresh =
        Map.of(
            "pk", s("endpoints"),
            "sk", n("34763776100121845303"),
            "endpoint", s("crm"),
            "rev", n("0"),
            "leasedUntil", n("0"),
            "failures", n("0"),
            "slow", AttributeValue.fromBool(false),
            "notBefore", n("0"));
    isStoredAs(EndpointState.SCHEMA, EndpointState.of("crm"), fresh);
    Map<String, AttributeValue> gone = new HashMap<>(fresh);
    gone.put("rev", n("7"));
    gone.put("owner", s("a1b2"));
    gone.put("leasedUntil", n("1793700060123"));
    gone.put("failures", n("2"));
    gone.put("slow", AttributeValue.fromBool(true));
    gone.put("notBefore", n("1793700001000"));
    gone.put("error", s("http_410"));
    gone.put("goneUrl", s("https://crm.example/hook"));
    isStoredAs(
        EndpointState.SCHEMA,
        new EndpointState(
            "crm",
            new Revision(7),
            new Lease("a1b2", NOON.plusMillis(60_123)),
            new Health(2, true, NOON.plusSeconds(1), "http_410", "https://crm.example/hook")),
        gone);
  }
}
