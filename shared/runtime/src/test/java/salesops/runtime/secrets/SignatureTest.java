package salesops.runtime.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");
  private static final byte[] BODY = "{}".getBytes(UTF_8);
  private static final String SIGNED = Signature.of("new", AT, BODY);

  private static Optional<Instant> signedAt(String header) {
    return Signature.signedAt(header, BODY, List.of("new", "old"));
  }

  /** A vector that anybody can compute again: printf '%s' '1.{}' | openssl dgst -sha256 -hmac k. */
  @Test
  void signsAsDocumented() {
    assertEquals(
        "t=1,v1=3dd49b2593d0f9a349e9e71c4bde3e2b862c2be4003fe9b4ba81332029310158",
        Signature.of("k", Instant.ofEpochSecond(1), BODY));
  }

  @Test
  void saysWhenEitherKeySigned() {
    assertEquals(Optional.of(AT), signedAt(SIGNED));
    assertEquals(Optional.of(AT), signedAt(Signature.of("old", AT, BODY)));
    assertEquals(Optional.empty(), signedAt(Signature.of("other", AT, BODY)));
    assertEquals(Optional.empty(), Signature.signedAt(SIGNED, BODY, List.of()));
  }

  @Test
  void takesOneGoodSignatureAmongOthers() {
    String bad = "v1=" + "0".repeat(64);
    assertEquals(Optional.of(AT), signedAt(SIGNED.replace("v1=", bad + ", v1=")));
    assertEquals(Optional.of(AT), signedAt(SIGNED + "," + bad + ",v2=later"));
    assertEquals(Optional.empty(), signedAt(SIGNED.replaceFirst("v1=.*", bad)));
  }

  @Test
  void readsHexadecimalDigitsInEitherCase() {
    int digits = SIGNED.indexOf("v1=") + 3;
    String upper = SIGNED.substring(0, digits) + SIGNED.substring(digits).toUpperCase(Locale.ROOT);
    assertEquals(Optional.of(AT), signedAt(upper));
  }

  @Test
  void refusesAnotherBodyOrTime() {
    assertEquals(
        Optional.empty(), Signature.signedAt(SIGNED, "{ }".getBytes(UTF_8), List.of("new")));
    String later = SIGNED.replaceFirst("t=[0-9]+", "t=" + (AT.getEpochSecond() + 1));
    assertEquals(Optional.empty(), signedAt(later));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "nonsense",
        "t=1793700000",
        "t=,v1=",
        "t=-1,v1=00",
        "t=99999999999999999999,v1=00",
        "v1=3dd49b2593d0f9a349e9e71c4bde3e2b862c2be4003fe9b4ba81332029310158",
        "t=1793700000,v1=zz49b2593d0f9a349e9e71c4bde3e2b862c2be4003fe9b4ba81332029310158"
      })
  void refusesWhatIsNoSignature(String header) {
    assertEquals(Optional.empty(), signedAt(header));
  }

  @Test
  void looksAtNoLongHeader() {
    assertEquals(Optional.empty(), signedAt(SIGNED + ",x".repeat(1_000)));
  }

  @Test
  void isFreshForFiveMinutesEitherWay() {
    assertTrue(Signature.isFresh(AT, AT.plusSeconds(300)));
    assertTrue(Signature.isFresh(AT, AT.minusSeconds(300)));
    assertFalse(Signature.isFresh(AT, AT.plusSeconds(300).plusNanos(1)));
    assertFalse(Signature.isFresh(AT, AT.minusSeconds(301)));
    assertFalse(Signature.isFresh(Instant.ofEpochSecond(99_999_999_999L), AT));
  }
}
