package salesops.runtime.operations;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.model.settings.Criteria;
import salesops.runtime.Json;
import salesops.runtime.operations.Operation.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Operations and their answers as JSON, for both sides. */
public final class OperationJson {
  /** Field of an answer that says whether the operation was done. */
  private static final String OK = "ok";

  /** Most characters of a malformed value that a refusal quotes. */
  private static final int QUOTED_MAX = 80;

  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  /** Takes no value for another: a number in quotes is a text. */
  private static final JsonMapper STRICT =
      Json.MAPPER
          .rebuild()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withConfigOverride(
              List.class,
              o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL)))
          .addModule(
              new SimpleModule("salesops-operations").addDeserializer(Instant.class, new Moment()))
          .build();

  private OperationJson() {}

  private static final class Moment extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) {
      try {
        return Instant.parse(in.getString());
      } catch (DateTimeException e) {
        return context.reportInputMismatch(Instant.class, "not a time with its zone");
      }
    }
  }

  /**
   * @param family the sealed interface of a function's operations
   * @throws RefusedException when it is none of them, or malformed
   */
  static <F> F operation(Map<String, Object> request, Class<F> family) {
    try {
      return STRICT.convertValue(request, family);
    } catch (InvalidTypeIdException e) {
      String name = String.valueOf(request.get(Operation.NAME));
      throw new RefusedException(Refused.unknownOperation(quoted(name)));
    } catch (JacksonException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw RefusedException.invalid(malformed(request, e));
    }
  }

  private static String malformed(Map<String, Object> request, JacksonException e) {
    String field =
        e.getPath().stream()
            .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : r.getPropertyName())
            .collect(Collectors.joining("."))
            .replace(".[", "[");
    String wrong =
        e instanceof MismatchedInputException mismatch
            ? wrong(mismatch.getTargetType(), mismatch.getOriginalMessage())
            : "is out of range";
    Object value = request.get(field);
    return field + " " + wrong + (value == null ? "" : ": " + quoted(Json.text(value)));
  }

  /**
   * @param message of those who know no type, which is their own
   */
  private static String wrong(@Nullable Class<?> type, String message) {
    if (type == null) {
      return "is malformed: " + message;
    }
    if (type == Instant.class) {
      return "must be a time with its zone, such as 2026-11-03T14:00:00Z";
    }
    if (type == Integer.class) {
      return "must be a whole number";
    }
    if (type == boolean.class) {
      return "must be true or false";
    }
    if (type == String.class) {
      return "must be a text";
    }
    return Collection.class.isAssignableFrom(type) ? "must be a list" : "must be an object";
  }

  private static String quoted(String value) {
    return Criteria.cut(Criteria.oneLine(value), QUOTED_MAX);
  }

  /** Name of an operation. */
  public static String name(Operation<?> operation) {
    return Json.MAPPER.valueToTree(operation).path(Operation.NAME).stringValue();
  }

  /** An answer as it is sent: its components, and whether the operation was done. */
  public static Map<String, Object> map(Answer answer) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(OK, !(answer instanceof Refused));
    map.putAll(Json.MAPPER.convertValue(answer, MAP));
    return map;
  }

  /** The class of what answers an operation. */
  static JavaType answerType(Operation<?> operation) {
    return Json.MAPPER
        .getTypeFactory()
        .constructType(operation.getClass())
        .findSuperType(Operation.class)
        .containedType(0);
  }

  /**
   * Reads what a function answered.
   *
   * @throws RefusedException when it refused
   */
  public static <A extends Answer> A answer(Operation<A> operation, byte[] json) {
    JsonNode answer = Json.MAPPER.readTree(json);
    if (!answer.path(OK).asBoolean(false)) {
      throw new RefusedException(Json.MAPPER.convertValue(answer, Refused.class));
    }
    return Json.MAPPER.convertValue(answer, answerType(operation));
  }
}
