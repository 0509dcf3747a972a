package salesops.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.model.Grade;
import tools.jackson.core.JacksonException;

class JsonTest {
  @Test
  void writesIdsAndGradesAsPlainStrings() {
    assertEquals("{\"grade\":\"A2\"}", Json.text(Map.of("grade", new Grade('A', 2))));
  }

  @Test
  void refusesAGradeThatIsNone() {
    assertThrows(JacksonException.class, () -> Json.read("\"E9\"", Grade.class));
  }

  @Test
  void refusesDuplicateKeys() {
    assertThrows(JacksonException.class, () -> Json.read("{\"a\":1,\"a\":2}", Map.class));
  }

  @Test
  void refusesNestingBeyondTheLimit() {
    String deepest = "[".repeat(Json.DEPTH_MAX) + "]".repeat(Json.DEPTH_MAX);
    Json.read(deepest, Object.class);
    assertThrows(JacksonException.class, () -> Json.read("[" + deepest + "]", Object.class));
  }
}
