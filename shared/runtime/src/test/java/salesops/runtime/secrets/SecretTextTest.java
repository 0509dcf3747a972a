package salesops.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class SecretTextTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final StoredSecret stored = new StoredSecret("first");
  private Instant now = Instant.EPOCH;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final SecretText secret = new SecretText(() -> stored, "name", clock);

  @Test
  void isReadAnewWhenItIsTooOldAndNotBefore() {
    secret.get();
    stored.current = "second";
    now = now.plus(SecretText.AGE_MAX);
    assertEquals("first", secret.get());
    now = now.plus(MOMENT);
    assertEquals("second", secret.get());
  }

  @Test
  void staysAsItWasWhileItCannotBeReadAnew() {
    secret.get();
    stored.readable = false;
    now = now.plus(SecretText.AGE_MAX.plus(MOMENT));
    assertEquals("first", secret.get());
    now = now.plus(Duration.ofDays(1));
    assertEquals("first", secret.get());
  }

  @Test
  void isAskedForAgainAPauseAfterItCouldNotBeRead() {
    secret.get();
    stored.readable = false;
    now = now.plus(SecretText.AGE_MAX.plus(MOMENT));
    secret.get();
    stored.readable = true;
    stored.current = "second";
    now = now.plus(SecretText.PAUSE.minus(MOMENT));
    assertEquals("first", secret.get());
    assertEquals(2, stored.calls);
    now = now.plus(MOMENT);
    assertEquals("second", secret.get());
  }

  @Test
  void failsWithoutACallUntilThePauseIsOverWhenItWasNeverRead() {
    stored.readable = false;
    assertThrows(SdkException.class, secret::get);
    assertThrows(SdkException.class, secret::get);
    assertEquals(1, stored.calls);
    now = now.plus(SecretText.PAUSE);
    stored.readable = true;
    assertEquals("first", secret.get());
  }

  @Test
  void isReadAtOnceWhenItWasForgottenAndIsStillThereWhenThatFails() {
    secret.get();
    stored.current = "second";
    secret.forget();
    assertEquals("second", secret.get());
    stored.readable = false;
    secret.forget();
    assertEquals("second", secret.get());
    stored.readable = true;
    stored.current = "third";
    secret.forget();
    assertEquals("third", secret.get());
  }
}
