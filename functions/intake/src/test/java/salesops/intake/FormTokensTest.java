package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.intake.FormTokens.Check;
import salesops.runtime.lambda.Log;
import salesops.runtime.secrets.SignedTokens;
import salesops.testkit.TestClock;
import salesops.testkit.TestPlatform;

class FormTokensTest {
  private final TestClock clock = new TestClock();
  private final FormTokens tokens = tokens("0123456789abcdef0123456789abcdef");

  private FormTokens tokens(String key) {
    return new FormTokens(
        new SignedTokens(() -> key, clock),
        clock,
        new Random(7),
        new Log(new TestPlatform(IntakeBench.DYNAMO, clock).with(Map.of())));
  }

  @Test
  void knowsHowLongAgoItGaveATokenOut() {
    String token = tokens.issue(IntakeBench.DEMO);
    clock.advance(Duration.ofSeconds(4));
    Check.Valid valid = assertInstanceOf(Check.Valid.class, tokens.check(IntakeBench.DEMO, token));
    assertEquals(Duration.ofSeconds(4), valid.age());
  }

  @Test
  void givesEachTokenANonceOfItsOwn() {
    assertNotEquals(
        tokens.check(IntakeBench.DEMO, tokens.issue(IntakeBench.DEMO)),
        tokens.check(IntakeBench.DEMO, tokens.issue(IntakeBench.DEMO)));
  }

  @Test
  void lastsTwoHours() {
    String token = tokens.issue(IntakeBench.DEMO);
    clock.advance(FormTokens.LIFE.minusMillis(1));
    assertInstanceOf(Check.Valid.class, tokens.check(IntakeBench.DEMO, token));
    clock.advance(Duration.ofMillis(1));
    assertEquals(new Check.Expired(), tokens.check(IntakeBench.DEMO, token));
  }

  @Test
  void isGoodForItsFormOnly() {
    String token = tokens.issue(IntakeBench.DEMO);
    assertEquals(new Check.Invalid(), tokens.check(IntakeBench.OTHER, token));
    clock.advance(FormTokens.LIFE);
    assertEquals(new Check.Invalid(), tokens.check(IntakeBench.OTHER, token));
  }

  @Test
  void believesNoTokenOfAnotherKey() {
    String token = tokens("another key that is long enough to sign").issue(IntakeBench.DEMO);
    assertEquals(new Check.Invalid(), tokens.check(IntakeBench.DEMO, token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void missesATokenThatIsBlank(String text) {
    assertEquals(new Check.Missing(), tokens.check(IntakeBench.DEMO, text));
  }

  @Test
  void missesATokenThatWasNotSent() {
    assertEquals(new Check.Missing(), tokens.check(IntakeBench.DEMO, null));
  }

  @Test
  void rememberedEntriesTookTheirTimeAlready() {
    String token = tokens.issue(IntakeBench.DEMO);
    clock.advance(FormTokens.LIFE);
    assertEquals(true, renewed(token).renewed());
    String young = tokens.issue(IntakeBench.DEMO);
    clock.advance(Duration.ofSeconds(4));
    assertEquals(true, renewed(young).renewed());
  }

  @Test
  void whoWasTooFastStaysTooFastWhenTheFormIsShownAgain() {
    assertEquals(false, renewed(tokens.issue(IntakeBench.DEMO)).renewed());
    assertEquals(false, renewed("forged").renewed());
    assertEquals(false, renewed(null).renewed());
  }

  private Check.Valid renewed(@Nullable String sent) {
    return assertInstanceOf(
        Check.Valid.class, tokens.check(IntakeBench.DEMO, tokens.renew(IntakeBench.DEMO, sent)));
  }
}
