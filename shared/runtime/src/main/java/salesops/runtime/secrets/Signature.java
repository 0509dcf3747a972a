package salesops.runtime.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver who sent a body and when: {@code t=<unix seconds>,v1=<hex of
 * HMAC-SHA-256(key, seconds + "." + body)>}. While a key is being replaced a sender may sign with
 * both and give {@code v1} twice.
 */
public final class Signature {
  /** The header that carries it. */
  public static final String HEADER = "Salesops-Signature";

  /** Furthest that the time of a signature may be from the receiver's, either way. */
  public static final Duration AGE_MAX = Duration.ofMinutes(5);

  /** Longer headers are not looked at: two signatures take 150 characters. */
  private static final int HEADER_CHARS_MAX = 1_000;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  private Signature() {}

  /** The header's value for a body that is sent now. */
  public static String of(String key, Instant at, byte[] body) {
    String seconds = Long.toString(at.getEpochSecond());
    return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hmac(key, seconds, body));
  }

  /**
   * Returns when a body was signed; empty when none of the keys signed it. Every key is tried, each
   * in the same time, so that nobody learns how close a guess was.
   *
   * @param header may be anything
   */
  public static Optional<Instant> signedAt(String header, byte[] body, Collection<String> keys) {
    if (header.length() > HEADER_CHARS_MAX) {
      return Optional.empty();
    }
    String seconds = "";
    List<byte[]> given = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals("t")) {
        seconds = pair[1];
      } else if (pair.length == 2 && pair[0].equals("v1") && HEX.matcher(pair[1]).matches()) {
        given.add(HexFormat.of().parseHex(pair[1]));
      }
    }
    if (!SECONDS.matcher(seconds).matches()) {
      return Optional.empty();
    }
    boolean signed = false;
    for (String key : keys) {
      byte[] expected = hmac(key, seconds, body);
      for (byte[] signature : given) {
        signed |= MessageDigest.isEqual(expected, signature);
      }
    }
    return signed ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds))) : Optional.empty();
  }

  /** Whether a signature of this time may still be believed. */
  public static boolean isFresh(Instant signedAt, Instant now) {
    return Duration.between(signedAt, now).abs().compareTo(AGE_MAX) <= 0;
  }

  private static byte[] hmac(String key, String seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
