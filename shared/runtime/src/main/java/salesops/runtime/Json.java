package salesops.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.model.Grade;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.model.RepId;
import salesops.model.deal.DealId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as the suite writes it: ids and grades as plain strings, instants as ISO 8601, absent values
 * left out, a record's components as declared and map entries by key, so that equal values give
 * equal bytes.
 */
public final class Json {
  /** Deepest nesting that is read. */
  public static final int DEPTH_MAX = 32;

  private static final JsonSetter.Value ABSENT_IS_EMPTY =
      JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(16_000_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_EMPTY))
          .withConfigOverride(Map.class, o -> o.setNullHandling(ABSENT_IS_EMPTY))
          .withConfigOverride(List.class, o -> o.setNullHandling(ABSENT_IS_EMPTY))
          .withConfigOverride(Set.class, o -> o.setNullHandling(ABSENT_IS_EMPTY))
          .addModule(
              new SimpleModule("salesops-text")
                  .addSerializer(LeadId.class, text(LeadId::value))
                  .addDeserializer(LeadId.class, parsed(LeadId::new))
                  .addSerializer(PersonKey.class, text(PersonKey::value))
                  .addDeserializer(PersonKey.class, parsed(PersonKey::new))
                  .addSerializer(RepId.class, text(RepId::email))
                  .addDeserializer(RepId.class, parsed(RepId::new))
                  .addSerializer(Grade.class, text(Grade::toString))
                  .addDeserializer(Grade.class, parsed(Grade::parse))
                  .addSerializer(DealId.class, text(DealId::value))
                  .addDeserializer(DealId.class, parsed(DealId::new)))
          .build();

  private Json() {}

  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * @throws tools.jackson.core.JacksonException when the bytes are not JSON of this shape
   */
  public static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /**
   * @throws tools.jackson.core.JacksonException when the text is not JSON of this shape
   */
  public static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /** Reads the detail of an event. */
  public static <T extends Event> Envelope<T> readEnvelope(String detail, Class<T> event) {
    return MAPPER.readValue(detail, envelopeType(event));
  }

  public static JavaType envelopeType(Class<? extends Event> event) {
    return MAPPER.getTypeFactory().constructParametricType(Envelope.class, event);
  }

  private static <T> ValueSerializer<T> text(Function<T, String> toText) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializationContext context) {
        out.writeString(toText.apply(value));
      }
    };
  }

  private static <T> ValueDeserializer<T> parsed(Function<String, T> fromText) {
    return new ValueDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) {
        try {
          return fromText.apply(in.getString());
        } catch (IllegalArgumentException e) {
          return context.reportInputMismatch(this, "%s", e.getMessage());
        }
      }
    };
  }
}
