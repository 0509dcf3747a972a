package salesops.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SignedTokens.Reading;
import software.amazon.awssdk.core.exception.SdkException;

/** Tokens of a deployment whose signing key is replaced while forms and links are open. */
class SigningKeysTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String FORGED =
      new SignedTokens(() -> "nobody's " + KEY, Clock.systemUTC())
          .sign("form", "demo", "n1", Map.of(), Duration.ofHours(1));

  private final StoredSecret stored = new StoredSecret(KEY);
  private Instant now = Instant.EPOCH;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  /** What an instance of a function has. */
  private SignedTokens instance() {
    return SignedTokens.of(
        new Platform(
            Map.of(SignedTokens.SIGNING_KEY_SECRET, "signing-key"),
            clock,
            new Random(7),
            () -> {
              throw new IllegalStateException("no tables in this test");
            },
            () -> {
              throw new IllegalStateException("no event bus in this test");
            },
            () -> {
              throw new IllegalStateException("no queues in this test");
            },
            () -> stored,
            Pause.REAL,
            line -> {}));
  }

  private static String signedBy(SignedTokens instance) {
    return instance.sign("form", "demo", "n1", Map.of(), Duration.ofHours(1));
  }

  private static void assertValid(SignedTokens instance, String token) {
    assertInstanceOf(Reading.Valid.class, instance.read("form", token));
  }

  @Test
  void areGoodForWhatWasSignedBeforeTheKeyWasReplacedOnce() {
    String token = signedBy(instance());
    stored.replace("another " + KEY);
    assertValid(instance(), token);
    stored.replace("a third " + KEY);
    assertInstanceOf(Reading.Invalid.class, instance().read("form", token));
  }

  @Test
  void areTheSameForInstancesThatReadThemAtDifferentTimes() {
    SignedTokens early = instance();
    String old = signedBy(early);
    stored.replace("another " + KEY);
    now = now.plus(SecretText.PAUSE.plusMillis(1));
    SignedTokens late = instance();
    assertValid(late, old);
    assertValid(early, signedBy(late));
    assertValid(early, old);
  }

  @Test
  void lookAgainForTheOneBeforeWhenTheKeyChanged() {
    SignedTokens early = instance();
    String old = signedBy(early);
    early.read("form", FORGED);
    stored.replace("another " + KEY);
    now = now.plus(SecretText.AGE_MAX.plusMillis(1));
    assertValid(early, signedBy(instance()));
    assertValid(early, old);
  }

  @Test
  void areTheLastTwoHoweverFastTheyAreReplaced() {
    SignedTokens early = instance();
    signedBy(early);
    stored.replace("another " + KEY);
    now = now.plus(SecretText.PAUSE.plusMillis(1));
    String another = signedBy(instance());
    assertValid(early, another);
    stored.replace("a third " + KEY);
    now = now.plus(SecretText.PAUSE.plusMillis(1));
    assertValid(early, signedBy(instance()));
    assertValid(early, another);
  }

  @Test
  void areReadOnceInAPauseHoweverManyTokensNobodySigned() {
    SignedTokens instance = instance();
    signedBy(instance);
    for (int i = 0; i < 100; i++) {
      assertInstanceOf(Reading.Invalid.class, instance.read("form", FORGED));
    }
    assertEquals(2, stored.calls);
    stored.replace("another " + KEY);
    now = now.plus(SecretText.PAUSE.plusMillis(1));
    for (int i = 0; i < 100; i++) {
      assertInstanceOf(Reading.Invalid.class, instance.read("form", FORGED));
    }
    assertEquals(4, stored.calls);
  }

  @Test
  void areNotReadAgainForTokensThatTheKeySigned() {
    SignedTokens instance = instance();
    assertValid(instance, signedBy(instance));
    assertEquals(1, stored.calls);
  }

  @Test
  void callATokenForgedThatAKeyNeverReplacedDidNotSign() {
    SignedTokens instance = instance();
    signedBy(instance);
    assertInstanceOf(Reading.Invalid.class, instance.read("form", FORGED));
    now = now.plus(SecretText.PAUSE.plusMillis(1));
    stored.readable = false;
    assertInstanceOf(Reading.Invalid.class, instance.read("form", FORGED));
  }

  @Test
  void callNoTokenForgedWhileTheOneBeforeCannotBeRead() {
    SignedTokens instance = instance();
    String old = signedBy(instance());
    stored.replace("another " + KEY);
    signedBy(instance);
    stored.readable = false;
    assertThrows(SdkException.class, () -> instance.read("form", old));
  }
}
