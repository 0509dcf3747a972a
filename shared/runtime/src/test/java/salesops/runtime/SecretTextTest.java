package salesops.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class SecretTextTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final StoredSecret stored = new StoredSecret("first");
  private Instant now = Instant.parse("2026-11-03T10:00:00Z");
  private final SecretText secret = new SecretText(() -> stored, "name", clock());

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void isReadAnewWhenItIsTooOldAndNotBefore() {
    secret.get();
    stored.current = "second";
    pass(SecretText.AGE_MAX);
    assertEquals("first", secret.get());
    pass(MOMENT);
    assertEquals("second", secret.get());
  }

  @Test
  void staysAsItWasWhileItCannotBeReadAnew() {
    secret.get();
    stored.readable = false;
    pass(SecretText.AGE_MAX.plus(MOMENT));
    assertEquals("first", secret.get());
    pass(Duration.ofDays(1));
    assertEquals("first", secret.get());
  }

  @Test
  void isAskedForAgainAPauseAfterItCouldNotBeRead() {
    secret.get();
    stored.readable = false;
    pass(SecretText.AGE_MAX.plus(MOMENT));
    secret.get();
    stored.readable = true;
    stored.current = "second";
    pass(SecretText.PAUSE.minus(MOMENT));
    assertEquals("first", secret.get());
    assertEquals(2, stored.calls);
    pass(MOMENT);
    assertEquals("second", secret.get());
  }

  @Test
  void failsWithoutACallUntilThePauseIsOverWhenItWasNeverRead() {
    stored.readable = false;
    assertThrows(SdkException.class, secret::get);
    assertThrows(SdkException.class, secret::get);
    assertEquals(1, stored.calls);
    pass(SecretText.PAUSE);
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
