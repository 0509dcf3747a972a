package salesops.cli.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void tellsWhatStrangersWroteWithoutInvisibleCharacters() {
    String at = "2026-11-03T10:00:00Z";
    String text =
        Explanation.text(
            Map.of(
                "leadId",
                "1",
                "form",
                "demo",
                "state",
                "HELD",
                "submittedAt",
                at,
                "fields",
                Map.of("name", "Eve\u001b[2K\nScore  A1", "company", "\u202eAcme"),
                "history",
                List.of(
                    Map.of(
                        "at", at,
                        "what", "returned",
                        "reason", "a\u001b]0;pwned\u0007\u202ex\nSince  faked line\u0000",
                        "by", "eve\r\u2066"))),
            ZoneOffset.UTC);
    assertTrue(text.startsWith("Eve [2K Score  A1 ·  Acme" + System.lineSeparator()), text);
    assertTrue(text.contains("\"a ]0;pwned  x Since  faked line \" · by eve"), text);
    assertEquals(
        List.of("The lead is not in T :", "  a b"),
        Explanation.whyNot(
                Map.of("territory", "T\n", "settingsVersion", 1, "missed", List.of("a\u001bb")))
            .lines()
            .map(line -> line.replace(" (settings v1)", ""))
            .toList());
  }
}
