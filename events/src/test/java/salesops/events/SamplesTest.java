package salesops.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaIdResolvers(
                  ids ->
                      ids.mapPrefix(
                          "https://salesops.example/schemas/",
                          "classpath:salesops/events/schemas/")));

  static Stream<String> events() {
    return Event.classes().map(Class::getSimpleName);
  }

  @ParameterizedTest
  @MethodSource("events")
  void sampleValidatesAgainstItsSchema(String event) {
    assertEquals(List.of(), validate(event, sample(event)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void schemaRefusesASampleWithoutItsMeta(String event) {
    assertFalse(validate(event, sample(event).replace("\"eventId\"", "\"id\"")).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("events")
  void schemaAllowsWhatALaterVersionAdds(String event) {
    String later = sample(event).replaceFirst("\"data\": \\{", "\"data\": {\"addedLater\": 1,");
    assertEquals(List.of(), validate(event, later));
  }

  private static List<Error> validate(String event, String json) {
    Schema schema =
        SCHEMAS.getSchema(SchemaLocation.of("https://salesops.example/schemas/" + event + ".json"));
    return schema.validate(json, InputFormat.JSON);
  }

  static String sample(String event) {
    try (InputStream in =
        SamplesTest.class.getResourceAsStream("/salesops/events/samples/" + event + ".json")) {
      if (in == null) {
        throw new AssertionError("no sample for " + event);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
