package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.runtime.Json;
import salesops.runtime.http.PostedForm;
import tools.jackson.databind.node.ObjectNode;

/** Texts on their way in by a form and out on a page. */
class PagePartsTest {
  @Test
  void historyTellsWhatWasStoredWithoutInvisibleCharacters() {
    LinkVisitor visitor = LinkVisitor.ofOneLead();
    String lead = LinkVisitor.LEAD.leadId().value();
    OperationsTest.operate(visitor.table, "return", Map.of("lead", lead, "reason", "student"));
    ObjectNode explained =
        Json.MAPPER.valueToTree(
            OperationsTest.operate(visitor.table, "explain", Map.of("lead", lead)));
    ObjectNode returned = (ObjectNode) explained.withArray("history").get(1);
    returned.put("reason", "why\u202e\nnot\u0000").put("by", "eve\u001b\u2066");
    explained.remove("ok");
    Explanation explanation = Json.read(explained.toString(), Explanation.class);
    String history = new PageParts(ZoneOffset.UTC).history(explanation).render();
    assertTrue(history.contains(": “why  not ”, by eve  <"), history);
  }

  @Test
  void aFieldOfAFormIsOneLineWithoutInvisibleCharacters() {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setBody("reason=%20a%0D%0A%C2%85b%E2%80%AE%E2%80%A8c%00&other=");
    assertEquals("a b c", PostedForm.of(request).text("reason"));
    assertEquals("", PostedForm.of(request).text("other"));
  }
}
