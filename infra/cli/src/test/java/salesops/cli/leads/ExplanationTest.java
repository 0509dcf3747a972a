package salesops.cli.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.model.Digests;
import salesops.model.LeadId;
import salesops.model.PersonKey;
import salesops.routing.RoutingAnswer.TerritoryMissed;
import salesops.runtime.Json;
import tools.jackson.databind.JsonNode;

class ExplanationTest {
  private static final LeadId LEAD = LeadId.of(new PersonKey("a".repeat(Digests.LENGTH)), "1");

  @Test
  void tellsWhatStrangersWroteWithoutInvisibleCharacters() {
    String at = "2026-11-03T10:00:00Z";
    String text =
        Explanation.text(
            Json.MAPPER.<JsonNode>valueToTree(
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
                            "by", "eve\r\u2066")))),
            ZoneOffset.UTC);
    assertTrue(text.startsWith("Eve [2K Score  A1 ·  Acme" + System.lineSeparator()), text);
    assertTrue(text.contains("\"a ]0;pwned  x Since  faked line \" · by eve"), text);
    assertEquals(
        List.of("The lead is not in T :", "  a b"),
        Explanation.whyNot(new TerritoryMissed(LEAD, "T\n", 1, false, List.of("a\u001bb"), null))
            .lines()
            .map(line -> line.replace(" (settings v1)", ""))
            .toList());
  }
}
