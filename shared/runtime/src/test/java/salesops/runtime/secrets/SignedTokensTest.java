package salesops.runtime.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.runtime.secrets.SignedTokens.Claims;
import salesops.runtime.secrets.SignedTokens.Reading;

class SignedTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-03T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private static SignedTokens at(Instant now) {
    return new SignedTokens(() -> KEY, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String token() {
    return at(NOW).sign("return", "lead1", "n1", Map.of("rep", "ana"), HOUR);
  }

  @Test
  void readsWhatItSigned() {
    assertEquals(
        new Reading.Valid(new Claims("lead1", "n1", Map.of("rep", "ana"), NOW, NOW.plus(HOUR))),
        at(NOW.plus(HOUR).minusMillis(1)).read("return", token()));
  }

  @Test
  void expiresWhenItsTimeIsOver() {
    assertInstanceOf(Reading.Expired.class, at(NOW.plus(HOUR)).read("return", token()));
  }

  @Test
  void isGoodForNoOtherPurpose() {
    assertInstanceOf(Reading.Invalid.class, at(NOW).read("give", token()));
  }

  @Test
  void refusesATokenUnderAnotherKey() {
    SignedTokens others = new SignedTokens(() -> KEY + "x", Clock.fixed(NOW, ZoneOffset.UTC));
    assertInstanceOf(Reading.Invalid.class, others.read("return", token()));
  }

  @Test
  void refusesChangedClaims() {
    String[] parts = token().split("\\.", -1);
    String claims = new String(Base64URL.from(parts[1]).decode(), UTF_8);
    String changed = Base64URL.encode(claims.replace("lead1", "lead2")).toString();
    assertInstanceOf(
        Reading.Invalid.class, at(NOW).read("return", parts[0] + "." + changed + "." + parts[2]));
  }

  @Test
  void refusesATokenThatSaysItNeedsNoSignature() {
    String unsigned =
        new PlainJWT(
                new PlainHeader(),
                new JWTClaimsSet.Builder().audience("return").subject("lead1").build())
            .serialize();
    assertInstanceOf(Reading.Invalid.class, at(NOW).read("return", unsigned));
  }

  @Test
  void refusesWhatIsNoTokenOrTooLong() {
    assertInstanceOf(Reading.Invalid.class, at(NOW).read("return", ""));
    assertInstanceOf(Reading.Invalid.class, at(NOW).read("return", "a.b.c"));
    assertInstanceOf(
        Reading.Invalid.class,
        at(NOW).read("return", token() + "x".repeat(SignedTokens.TOKEN_CHARS_MAX)));
  }
}
