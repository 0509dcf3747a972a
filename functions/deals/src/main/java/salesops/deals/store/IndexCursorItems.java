package salesops.deals.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import salesops.runtime.Json;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** The last key of a page of an index as one text, for the next page. */
final class IndexCursorItems {
  private static final String NUMBER = "N";
  private static final String TEXT = "S";

  private IndexCursorItems() {}

  static String cursor(Map<String, AttributeValue> key) {
    Map<String, Map<String, String>> parts = new TreeMap<>();
    key.forEach(
        (name, value) ->
            parts.put(
                name, value.n() != null ? Map.of(NUMBER, value.n()) : Map.of(TEXT, value.s())));
    return Json.text(parts);
  }

  static Map<String, AttributeValue> key(String cursor) {
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> part : Json.MAPPER.readTree(cursor).properties()) {
      JsonNode value = part.getValue();
      key.put(
          part.getKey(),
          value.has(NUMBER)
              ? AttributeValue.fromN(value.path(NUMBER).asString())
              : AttributeValue.fromS(value.path(TEXT).asString()));
    }
    return key;
  }
}
