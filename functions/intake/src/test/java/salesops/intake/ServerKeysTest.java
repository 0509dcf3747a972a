package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static salesops.intake.FormVisitors.ADDRESS;
import static salesops.intake.FormVisitors.CLAIRE;
import static salesops.intake.FormVisitors.someone;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.intake.IntakeBench.Answer;
import salesops.model.Origin;

/** Leads that programs post with a key. */
class ServerKeysTest {
  private final IntakeBench bench = new IntakeBench();

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong-wrong-wrong-wrong", "Bearer short", "Basic YTpi", "Bearer ", ""})
  void refusesAKeyThatIsNone(String authorization) {
    refuses(authorization);
  }

  @Test
  void opensNothingWithTheDistributionsKey() {
    refuses("Bearer " + IntakeBench.CLOUDFRONT_KEY + "0");
  }

  private void refuses(String authorization) {
    APIGatewayV2HTTPEvent request =
        IntakeBench.withHeader(
            IntakeBench.recorded("post-lead.json"), "authorization", authorization);
    APIGatewayV2HTTPResponse answer = bench.send(request);
    assertEquals(401, answer.getStatusCode());
    assertEquals("invalid_server_key", Answer.of(answer).code());
    assertEquals("Bearer", answer.getHeaders().get("www-authenticate"));
    assertEquals(List.of(), bench.items());
  }

  @Test
  void believesAServerKeyAboutHowALeadCameAndCountsNothing() {
    for (int i = 0; i < 10; i++) {
      assertEquals(202, bench.post(someone(i)).status());
    }
    assertEquals(List.of(), bench.reasons());
    assertEquals(Origin.SERVER, bench.leads().getFirst().origin());
    assertEquals(10, bench.everything().size());
  }

  @Test
  void keepsBackWhatPeopleTypedWhoeverPassesItOn() {
    bench.post(CLAIRE.replace("'Claire'", "'casino.xyz'"));
    assertEquals(List.of(List.of("LINKS_IN_NAME")), bench.reasons());
  }

  @Test
  void letsNoBotSwallowAServersLead() {
    bench.browse(CLAIRE, null, ADDRESS);
    bench.post(CLAIRE);
    assertEquals(1, bench.reasons().size());
    assertEquals(2, bench.items().size());
  }

  @Test
  void letsNoBotSwallowAServersLeadWhileThereIsNoKey() {
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    bench.browse(CLAIRE.replace("'Hello'", "'Hello','website2':'x.com'"), null, ADDRESS);
    bench.post(CLAIRE);
    assertEquals(List.of(List.of("HONEYPOT")), bench.reasons());
    assertEquals(2, bench.items().size());
  }
}
