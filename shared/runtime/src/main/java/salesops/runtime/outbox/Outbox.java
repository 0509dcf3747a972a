package salesops.runtime.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Packed;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * The attribute through which a write tells others: a map from event id to packed event. It is part
 * of the item, so state and event are written together or not at all; and it <em>is</em> the record
 * of what it carries, so nothing is stored twice.
 */
public final class Outbox {
  /** Name of the attribute in every table. */
  public static final String ATTRIBUTE = "outbox";

  /** Name of the attribute to which an outbox moves that is not to be published a second time. */
  public static final String ARCHIVE = "archive";

  private Outbox() {}

  /** An event as it lies in the outbox: packed, with its type beside meta and data. */
  private record Letter(String type, Envelope.Meta meta, Event data) {}

  /** An event as it leaves. */
  public record Outgoing(String type, String detail) {}

  /** The attribute's value: replaces whatever the outbox held. */
  public static AttributeValue of(Envelope<?> envelope) {
    byte[] packed =
        Packed.pack(new Letter(envelope.data().type(), envelope.meta(), envelope.data()));
    return AttributeValue.fromM(
        Map.of(
            envelope.meta().eventId(), AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(packed))));
  }

  /** The attribute's value when an item keeps more than one event, each of another type. */
  public static AttributeValue of(List<Envelope<?>> envelopes) {
    Map<String, AttributeValue> letters = new HashMap<>();
    envelopes.forEach(envelope -> letters.putAll(of(envelope).m()));
    return AttributeValue.fromM(letters);
  }

  /** The attribute's value as a component of an item: event id and packed event. */
  public static Map<String, SdkBytes> letters(Envelope<?> envelope) {
    Map<String, SdkBytes> letters = new HashMap<>();
    of(envelope).m().forEach((id, letter) -> letters.put(id, letter.b()));
    return letters;
  }

  /** Ids of the events in an outbox attribute. */
  public static Set<String> ids(AttributeValue outbox) {
    return outbox.m().keySet();
  }

  /** The one event of an item's outbox. */
  public static <T extends Event> Envelope<T> read(AttributeValue outbox, Class<T> event) {
    byte[] packed = outbox.m().values().iterator().next().b().asByteArrayUnsafe();
    return Json.MAPPER.readValue(Packed.inflate(packed), Json.envelopeType(event));
  }

  /** Every event of an item's outbox, in no order. */
  public static List<Envelope<?>> readAll(AttributeValue outbox) {
    List<Envelope<?>> envelopes = new ArrayList<>();
    for (AttributeValue packed : outbox.m().values()) {
      JsonNode letter = Json.MAPPER.readTree(Packed.inflate(packed.b().asByteArrayUnsafe()));
      Envelope<?> envelope =
          Json.MAPPER.treeToValue(
              letter, Json.envelopeType(Event.classOf(letter.path("type").asString())));
      envelopes.add(envelope);
    }
    return envelopes;
  }

  /**
   * Type and detail of a packed event, without knowing its record: the text is checked and cut, not
   * made anew, since every event passes here.
   */
  static Outgoing open(byte[] packed) {
    byte[] letter = Packed.inflate(packed);
    try (JsonParser in = Json.MAPPER.createParser(letter)) {
      expect(in.nextToken() == JsonToken.START_OBJECT && "type".equals(in.nextName()));
      String type = in.nextStringValue();
      expect(type != null && "meta".equals(in.nextName()));
      Event.classOf(Objects.requireNonNull(type));
      int from = (int) in.currentTokenLocation().getByteOffset();
      expect(in.nextToken() == JsonToken.START_OBJECT);
      in.skipChildren();
      expect("data".equals(in.nextName()) && in.nextToken() == JsonToken.START_OBJECT);
      in.skipChildren();
      expect(in.nextToken() == JsonToken.END_OBJECT);
      return new Outgoing(type, "{" + new String(letter, from, letter.length - from, UTF_8));
    }
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("the outbox holds no letter");
    }
  }
}
