package salesops.runtime.outbox;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as DynamoDB's own JSON: {@code {"pk": {"S": "p#…"}, …}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html">Low-level
 *     API</a>
 */
final class DynamoJson {
  private DynamoJson() {}

  static Map<String, Object> of(@Nullable Map<String, AttributeValue> attributes) {
    Map<String, Object> json = new TreeMap<>();
    if (attributes != null) {
      attributes.forEach((name, value) -> json.put(name, of(value)));
    }
    return json;
  }

  private static Map<String, Object> of(AttributeValue value) {
    Map<String, Object> json = new TreeMap<>();
    put(json, "S", value.getS());
    put(json, "N", value.getN());
    put(json, "B", value.getB() == null ? null : base64(value.getB()));
    put(json, "BOOL", value.getBOOL());
    put(json, "NULL", value.getNULL());
    put(json, "M", value.getM() == null ? null : of(value.getM()));
    put(
        json,
        "L",
        value.getL() == null ? null : value.getL().stream().map(DynamoJson::of).toList());
    put(json, "SS", value.getSS());
    put(json, "NS", value.getNS());
    put(
        json,
        "BS",
        value.getBS() == null ? null : value.getBS().stream().map(DynamoJson::base64).toList());
    return json;
  }

  private static void put(Map<String, Object> json, String type, @Nullable Object value) {
    if (value != null) {
      json.put(type, value);
    }
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }
}
