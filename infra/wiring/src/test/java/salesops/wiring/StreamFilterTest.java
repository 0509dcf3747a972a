package salesops.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Ruler;

/** Filters match as AWS's own engine does, on records as DynamoDB's streams have them. */
final class StreamFilterTest {
  /**
   * See <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Example event</a>; the
   * outbox is a map from event id to packed event.
   */
  private static final String RECORD =
      """
      {"eventID": "c4ca4238a0b923820dcc509a6f75849b", "eventName": "EVENT", "eventVersion": "1.1",
       "eventSource": "aws:dynamodb", "awsRegion": "us-east-1",
       "dynamodb": {
         "ApproximateCreationDateTime": 1762171200,
         "Keys": {"pk": {"S": "KEY"}, "sk": {"N": "0"}},
         "NewImage": {
           "pk": {"S": "KEY"}, "sk": {"N": "0"},
           "outbox": {"M": {"8f14e45fceea167a": {"B": "H4sIAAAA"}}}},
         "SequenceNumber": "4421584500000000017450439091", "SizeBytes": 26,
         "StreamViewType": "NEW_AND_OLD_IMAGES"}}
      """;

  @ParameterizedTest
  @CsvSource({
    "INSERT, p#ada@example.com, true",
    "MODIFY, p#ada@example.com, true",
    "REMOVE, q#b1946ac92492d2347c6235b4d2611184, true",
    "INSERT, g#f#demo#17, false",
    "MODIFY, o#enterprise#A, false",
    "INSERT, pq#, false",
    "INSERT, g#p#, false",
  })
  void readsItemsWhoseKeysCarryEvents(String eventName, String key, boolean read) throws Exception {
    StreamFilter keys = new StreamFilter.Keys(List.of("p#", "q#"));
    assertEquals(read, passes(keys, eventName, key));
    assertEquals(read, keys.passes(eventName.equals("INSERT"), key));
  }

  @ParameterizedTest
  @CsvSource({"INSERT, true", "MODIFY, false", "REMOVE, false"})
  void readsNewItemsOnly(String eventName, boolean read) throws Exception {
    StreamFilter newItems = new StreamFilter.NewItems();
    assertEquals(read, passes(newItems, eventName, "m#general"));
    assertEquals(read, newItems.passes(eventName.equals("INSERT"), "m#general"));
  }

  /** Why publishers filter on keys. */
  @Test
  void cannotAskWhetherAnItemHasAnOutbox() throws Exception {
    String record = record("INSERT", "p#");
    String image = "{\"dynamodb\":{\"NewImage\":{\"outbox\":%s}}}";
    for (String asked : List.of("[{\"exists\":true}]", "{\"M\":[{\"exists\":true}]}")) {
      assertFalse(Ruler.matchesRule(record, image.formatted(asked)), asked);
    }
    assertTrue(
        Ruler.matchesRule(
            record, image.formatted("{\"M\":{\"8f14e45fceea167a\":{\"B\":[{\"exists\":true}]}}}")));
  }

  @Test
  void refusesPrefixesThatWouldNeedEscaping() {
    assertThrows(IllegalArgumentException.class, () -> new StreamFilter.Keys(List.of("p\"")));
    assertThrows(IllegalArgumentException.class, () -> new StreamFilter.Keys(List.of()));
  }

  private static boolean passes(StreamFilter filter, String eventName, String key)
      throws Exception {
    return Ruler.matchesRule(record(eventName, key), filter.pattern().orElseThrow());
  }

  private static String record(String eventName, String key) {
    return RECORD.replace("EVENT", eventName).replace("KEY", key);
  }
}
