package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.wiring.Wiring;

final class ContextTest {
  @Test
  void tracesAndTalksToAnotherSlackWhereAskedTo() {
    String slack = "https://slack-gov.com/api";
    Deployment deployment = Deployment.make(Map.of("tracing", "on", "slackApi", slack));
    JsonNode sender = deployment.properties("AWS::Lambda::Function", "slacksenderfunction");
    assertEquals("Active", sender.at("/TracingConfig/Mode").asText());
    assertEquals(slack, sender.at("/Environment/Variables/SLACK_API").asText());
    String allowed =
        deployment.properties("AWS::IAM::Policy", "slacksenderroleDefaultPolicy").toString();
    assertTrue(allowed.contains("xray:PutTraceSegments"), allowed);
  }

  @Test
  void refusesWhatNothingWouldHeed() {
    Map<String, String> misspelt = Map.of("slackapi", "https://slack-gov.com/api");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Context.check(misspelt, Wiring.SUITE));
    assertEquals("--context slackapi: must be one of slackApi, tracing", e.getMessage());
  }
}
