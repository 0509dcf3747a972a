package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.runtime.dynamo.Lease;
import salesops.runtime.dynamo.Revision;
import salesops.slack.ChannelState.Digested;
import salesops.slack.ChannelState.Health;
import salesops.slack.ChannelState.InFlight;
import salesops.slack.ChannelState.Minute;
import salesops.slack.ChannelState.Progress;
import salesops.slack.ChannelState.User;
import salesops.slack.ChannelState.Visited;
import salesops.slack.Items.RowItem;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as they are in tables already: read as ever, and written the same. */
class StoredItemTest {
  private static final Instant NOON = Instant.ofEpochMilli(1_793_700_000_000L);
  private static final SdkBytes PACKED = SdkBytes.fromUtf8String("packed");

  private static final Map<String, AttributeValue> FRESH =
      Map.ofEntries(
          Map.entry("pk", s("channels")),
          Map.entry("sk", n("167584876387236758310")),
          Map.entry("channel", s("#sales")),
          Map.entry("rev", n("0")),
          Map.entry("leasedUntil", n("0")),
          Map.entry("inFlight", AttributeValue.fromL(List.of())),
          Map.entry("attempts", n("0")),
          Map.entry("sentThrough", n("0")),
          Map.entry("notBefore", n("0")),
          Map.entry("failures", n("0")),
          Map.entry("left", AttributeValue.fromBool(false)),
          Map.entry("touchedAt", n("0")),
          Map.entry("minute", n("0")),
          Map.entry("posted", n("0")));

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }

  private static RowKey key(String number) {
    return new RowKey(new BigInteger(number));
  }

  private static <T> void isStoredAs(
      TableSchema<T> schema, T item, Map<String, AttributeValue> stored) {
    assertEquals(stored, schema.itemToMap(item, true));
    assertEquals(item, schema.mapToItem(stored));
  }

  @Test
  void keepsTheFormOfAChannelNobodySentTo() {
    isStoredAs(Items.CHANNEL_SCHEMA, ChannelState.of(new Channel("#sales")), FRESH);
  }

  @Test
  void keepsTheFormOfAChannelInTheMiddleOfEverything() {
    Map<String, AttributeValue> stored = new HashMap<>(FRESH);
    stored.put("rev", n("7"));
    stored.put("owner", s("a1b2"));
    stored.put("leasedUntil", n("1793700060123"));
    stored.put("inFlight", AttributeValue.fromL(List.of(n("1793700000000000000000000000000042"))));
    stored.put("attempts", n("1"));
    stored.put("sentThrough", n("17937"));
    stored.put("reported", n("17936"));
    stored.put("notBefore", n("1793700001000"));
    stored.put("failures", n("2"));
    stored.put("error", s("invalid_auth"));
    stored.put("user", s("U1"));
    stored.put("left", AttributeValue.fromBool(true));
    stored.put("touchedAt", n("1793700000500"));
    stored.put("minute", n("1793700000000"));
    stored.put("posted", n("3"));
    stored.put("digested", n("1793690000000"));
    ChannelState state =
        ChannelState.of(new Channel("#sales"))
            .with(
                new Revision(7),
                new Lease("a1b2", NOON.plusMillis(60_123)),
                new InFlight(List.of(key("1793700000000000000000000000000042")), 1),
                new Progress(key("17937"), key("17936")),
                new Health(NOON.plusMillis(1_000), 2, "invalid_auth"),
                new User("U1"),
                new Visited(true, NOON.plusMillis(500)),
                new Minute(NOON, 3),
                new Digested(NOON.minusSeconds(10_000)));
    isStoredAs(Items.CHANNEL_SCHEMA, state, stored);
  }

  @Test
  void readsAChannelWithoutWhatWasAddedSince() {
    Map<String, AttributeValue> old =
        Map.of("pk", s("channels"), "sk", n("167584876387236758310"), "channel", s("#sales"));
    assertEquals(ChannelState.of(new Channel("#sales")), Items.CHANNEL_SCHEMA.mapToItem(old));
  }

  @Test
  void keepsTheFormOfARowThatWaits() {
    isStoredAs(
        Items.ROW_SCHEMA,
        new RowItem("m##sales", key("10"), PACKED, null, null, new Counted(NOON, "a")),
        Map.of(
            "pk", s("m##sales"),
            "sk", n("10"),
            "note", AttributeValue.fromB(PACKED),
            "fact", s("a"),
            "at", n("1793700000000")));
  }

  @Test
  void keepsTheFormOfARowNobodyConfirmed() {
    isStoredAs(
        Items.ROW_SCHEMA,
        new RowItem(
            "m##sales", key("10"), null, PACKED, Instant.ofEpochSecond(1_795_000_000L), null),
        Map.of(
            "pk", s("m##sales"),
            "sk", n("10"),
            "unconfirmed", AttributeValue.fromB(PACKED),
            "expiresAt", n("1795000000")));
  }
}
