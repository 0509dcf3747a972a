package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.intake.FormVisitors.ADDRESS;
import static salesops.intake.FormVisitors.CLAIRE;
import static salesops.intake.FormVisitors.FILL;
import static salesops.intake.FormVisitors.filled;
import static salesops.intake.FormVisitors.someone;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import salesops.intake.IntakeBench.Answer;

/** What the token of a form says about whoever sends it. */
class GuardedTokensTest {
  private final IntakeBench bench = new IntakeBench();
  private final FormVisitors visitors = new FormVisitors(bench);

  @Test
  void keepsBackWhatIsFasterThanAPersonAndNothingSlower() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FILL.minusMillis(1));
    bench.browse(CLAIRE, token, ADDRESS);
    assertEquals(List.of(List.of("TOO_FAST")), bench.reasons());
  }

  @Test
  void keepsBackATokenOfAnotherFormAndAForgedOne() {
    String other = visitors.tokenOf(IntakeBench.OTHER);
    bench.browse(CLAIRE, other, ADDRESS);
    bench.browse(someone(2), "forged", ADDRESS);
    assertEquals(List.of(List.of("INVALID_TOKEN"), List.of("INVALID_TOKEN")), bench.reasons());
  }

  @Test
  void letsAPersonPassWhoseFormWasOpenWhenTheKeyWasReplaced() {
    String token = bench.token(IntakeBench.DEMO);
    String old = String.valueOf(bench.secrets.get(IntakeBench.SIGNING_KEY));
    bench.secrets.put(IntakeBench.SIGNING_KEY + "/AWSPREVIOUS", old);
    bench.secrets.put(IntakeBench.SIGNING_KEY, "another " + old);
    bench.clock.advance(FILL);
    bench.browse(CLAIRE, token, ADDRESS);
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void keepsBackAnExpiredTokenOfAScript() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FormTokens.LIFE);
    assertEquals(202, bench.browse(CLAIRE, token, ADDRESS).status());
    assertEquals(List.of(List.of("EXPIRED_TOKEN")), bench.reasons());
  }

  @Test
  void makesOneLeadOfANonceHoweverOftenItIsSent() {
    String token = visitors.tokenOf(IntakeBench.DEMO);
    Answer first = bench.browse(CLAIRE, token, ADDRESS);
    bench.clock.advance(Duration.ofHours(1));
    assertEquals(first, bench.browse(CLAIRE, token, ADDRESS));
    assertEquals(1, bench.items().size());
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void keepsBackOtherContentUnderAUsedNonce() {
    String token = visitors.tokenOf(IntakeBench.DEMO);
    Answer first = bench.browse(CLAIRE, token, ADDRESS);
    Answer second = bench.browse(someone(2), token, ADDRESS);
    assertEquals(202, second.status());
    assertNotEquals(first.leadId(), second.leadId());
    assertEquals(List.of(List.of("REPLAYED_TOKEN")), bench.reasons());
  }

  @Test
  void keepsWhatAPersonEnteredWhenTheirPageHadNoToken() {
    APIGatewayV2HTTPResponse again = bench.send(filled("", "Claire"));
    assertEquals(422, again.getStatusCode());
    assertTrue(again.getBody().contains("value=\"Claire\""));
    assertTrue(again.getBody().contains("Please send it once more"));
    assertFalse(again.getBody().contains("name=\"token\" value=\"\""));
    assertEquals(List.of(), bench.items());
  }

  @Test
  void showsAPersonTheFormOnceMoreWhenItLayOpenTooLong() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FormTokens.LIFE);
    APIGatewayV2HTTPResponse page = bench.send(filled(token, "Claire"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("Please send it once more"));
    assertTrue(page.getBody().contains("value=\"Claire\""));
    assertEquals(List.of(), bench.items());
  }

  @Test
  void asksThePersonWhoSendsAChangedFormAgain() {
    String token = visitors.tokenOf(IntakeBench.DEMO);
    bench.send(filled(token, "Claire"));
    APIGatewayV2HTTPResponse page = bench.send(filled(token, "Claire Martin"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("send it once more"));
    assertEquals(1, bench.items().size());
  }
}
