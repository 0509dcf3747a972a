package salesops.runtime.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.runtime.Json;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Operation.Answer;

class OperationsEntryTest {
  sealed interface Sample<A extends Answer> extends Operation<A> {
    @JsonTypeName("count")
    record Count(Integer limit, @Nullable Instant since, boolean all, List<Part> parts, String by)
        implements Sample<Counted> {
      public Count {
        limit = Given.number("limit", limit, 10, 20);
        by = Given.by(by);
      }
    }

    @JsonTypeName("drop")
    record Drop(String lead) implements Sample<Dropped> {
      public Drop {
        lead = Given.text("lead", lead);
      }
    }
  }

  record Part(String name) {}

  record Counted(int limit, List<String> names, @Nullable String cursor) implements Answer {}

  record Dropped() implements Answer {}

  private final List<String> log = new ArrayList<>();

  private final class Entry extends OperationsEntry<Sample<?>> {
    Entry() {
      super(Sample.class, platform());
    }

    @Override
    protected Answer answer(Sample<?> operation) {
      return switch (operation) {
        case Sample.Count count -> new Counted(count.limit(), List.of(), null);
        case Sample.Drop(String lead) ->
            switch (lead) {
              case "1" -> new Dropped();
              case "2" -> new Counted(2, List.of(), null);
              default -> new Refused("unknownLead", "there is no such lead");
            };
      };
    }
  }

  private Platform platform() {
    return new Platform(
        Map.of(),
        Clock.systemUTC(),
        new Random(7),
        () -> {
          throw new IllegalStateException("it needs no client");
        },
        () -> {
          throw new IllegalStateException("it needs no client");
        },
        () -> {
          throw new IllegalStateException("it needs no client");
        },
        () -> {
          throw new IllegalStateException("it needs no client");
        },
        Pause.REAL,
        log::add);
  }

  private Map<String, Object> ask(Map<String, Object> request) {
    return new Entry().handleRequest(request, null);
  }

  @Test
  void answersWithTheRecordAndThatItIsDone() {
    assertEquals(
        Map.of("ok", true, "limit", 10, "names", List.of()), ask(Map.of("operation", "count")));
    assertTrue(log.getFirst().contains("\"outcome\":\"done\""), log.toString());
  }

  @Test
  void refusesWithACode() {
    assertEquals(
        Map.of("ok", false, "code", "unknownLead", "message", "there is no such lead"),
        ask(Map.of("operation", "drop", "lead", "3")));
    assertTrue(log.getFirst().contains("\"outcome\":\"unknownLead\""), log.toString());
  }

  @Test
  void refusesAnUnknownOperationByName() {
    Map<String, Object> refused = ask(Map.of("operation", "sell\u001b[2K"));
    assertEquals("unknownOperation", refused.get("code"));
    assertEquals("there is no such operation: sell [2K", refused.get("message"));
    assertEquals("unknownOperation", ask(Map.of("operation", 5)).get("code"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'limit': 'many'}     | limit must be a whole number: \"many\"",
        "{'limit': '5'}        | limit must be a whole number: \"5\"",
        "{'limit': 21}         | limit must be a whole number from 1 to 20: 21",
        "{'limit': 0}          | limit must be a whole number from 1 to 20: 0",
        "{'limit': 5000000000} | limit is out of range: 5000000000",
        "{'since': 'soon'}     | since must be a time with its zone, such as 2026-11-03T14:00:00Z: \"soon\"",
        "{'since': 5}          | since must be a time with its zone, such as 2026-11-03T14:00:00Z: 5",
        "{'all': 'yes'}        | all must be true or false: \"yes\"",
        "{'by': []}            | by must be a text: []",
        "{'by': ' '}           | by is missing",
        "{'parts': 'x'}        | parts must be a list: \"x\"",
        "{'parts': [5]}        | parts[0] must be an object",
        "{'parts': [null]}     | parts[0] must be an object",
        "{'parts': [{'name': {}}]} | parts[0].name must be a text"
      })
  void refusesAMalformedFieldByName(String fields, String message) {
    Map<String, Object> request = object(fields.replace('\'', '"'));
    request.put("operation", "count");
    Map<String, Object> refused = ask(request);
    assertEquals("invalid", refused.get("code"), refused.toString());
    assertEquals(message, refused.get("message"));
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> object(String json) {
    return Json.read(json, Map.class);
  }

  @Test
  void refusesWhatIsMissing() {
    assertEquals("lead is missing", ask(Map.of("operation", "drop")).get("message"));
  }

  @Test
  void doesNothingWhenNothingIsAsked() {
    assertEquals(Map.of("ok", true), ask(Map.of()));
    assertEquals(List.of(), log);
  }

  @Test
  void failsWhenAnOperationGetsTheAnswerOfAnother() {
    assertThrows(IllegalStateException.class, () -> ask(Map.of("operation", "drop", "lead", "2")));
  }

  @Test
  void readsWhatItWrites() {
    var count = new Sample.Count(3, Instant.EPOCH, true, List.of(new Part("a")), "ops");
    assertEquals(count, OperationJson.operation(object(Json.text(count)), Sample.class));
    assertEquals(
        new Counted(10, List.of(), null),
        OperationJson.answer(count, Json.bytes(ask(Map.of("operation", "count")))));
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                OperationJson.answer(
                    count, Json.bytes(OperationJson.map(new Refused("busy", "try again")))));
    assertEquals(new Refused("busy", "try again"), refused.refused());
  }

  @Test
  void namesItsOperations() {
    assertEquals(Set.of("count", "drop"), OperationsEntry.names(Entry.class));
    assertEquals("drop", OperationJson.name(new Sample.Drop("1")));
  }
}
