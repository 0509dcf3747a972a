package salesops.intake;

import salesops.model.Lead;
import salesops.runtime.http.FieldError;
import salesops.runtime.http.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads one flat JSON object, token by token, so that every misplaced part has a name. */
final class JsonBody {
  /** Deepest nesting that is skipped over to report it by field; deeper is refused outright. */
  static final int DEPTH_MAX = 8;

  static final String ATTRIBUTES = "attributes";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .build();

  private JsonBody() {}

  static Reading read(String json) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Reading.refused(Problem.malformed("The body must be one JSON object."));
      }
      Draft.Builder draft = new Draft.Builder(false);
      readFields(in, draft);
      return in.nextToken() == null
          ? draft.build()
          : Reading.refused(Problem.malformed("Something follows the JSON object."));
    } catch (StreamConstraintsException e) {
      return Reading.refused(Problem.tooDeep());
    } catch (JacksonException e) {
      return Reading.refused(Problem.malformed("The body is not JSON."));
    }
  }

  private static void readFields(JsonParser in, Draft.Builder draft) {
    boolean attributesSeen = false;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (!name.equals(ATTRIBUTES)) {
        readField(in, name, value, draft);
      } else if (attributesSeen) {
        in.skipChildren();
        draft.error(FieldError.duplicate(ATTRIBUTES));
      } else {
        attributesSeen = true;
        readAttributes(in, value, draft);
      }
    }
  }

  private static void readField(JsonParser in, String name, JsonToken value, Draft.Builder draft) {
    if (value.isStructStart()) {
      in.skipChildren();
      if (!Draft.DECIDED_BY_SUITE.contains(name)) {
        draft.error(FieldError.notFlat(name));
      }
    } else {
      draft.value(name, textOf(in, value));
    }
  }

  private static void readAttributes(JsonParser in, JsonToken start, Draft.Builder draft) {
    if (start == JsonToken.VALUE_NULL) {
      return;
    }
    if (start != JsonToken.START_OBJECT) {
      in.skipChildren();
      draft.error(new FieldError(ATTRIBUTES, "not_an_object", "must be an object"));
      return;
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (value.isStructStart()) {
        in.skipChildren();
        draft.error(FieldError.notFlat(Lead.ATTRIBUTE_PREFIX + name));
      } else {
        draft.attribute(name, textOf(in, value));
      }
    }
  }

  /** A null says the same as leaving the field out. */
  private static String textOf(JsonParser in, JsonToken value) {
    return value == JsonToken.VALUE_NULL ? "" : in.getString();
  }
}
