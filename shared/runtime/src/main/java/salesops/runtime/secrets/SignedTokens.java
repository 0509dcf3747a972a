package salesops.runtime.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import salesops.runtime.lambda.Platform;

/**
 * Tokens that only this deployment can make: whoever has one may do one thing with one subject,
 * until it expires. JSON Web Tokens under HMAC-SHA-256; their content can be read by whoever has
 * them.
 */
public final class SignedTokens {
  /** Name of the environment variable with the name of the key's secret. */
  public static final String SIGNING_KEY_SECRET = "SIGNING_KEY_SECRET";

  /** Longer texts are not looked at. */
  public static final int TOKEN_CHARS_MAX = 2_000;

  /** The deployment's key is too short to sign with. */
  public static final class ShortKeyException extends IllegalStateException {
    ShortKeyException(JOSEException cause) {
      super("the signing key is too short", cause);
    }
  }

  private final Supplier<String> key;
  private final Supplier<Set<String>> others;
  private final Clock clock;

  /**
   * @param key at least 32 bytes of UTF-8, read when first needed
   */
  public SignedTokens(Supplier<String> key, Clock clock) {
    this(key, Set::of, clock);
  }

  private SignedTokens(Supplier<String> key, Supplier<Set<String>> others, Clock clock) {
    this.key = key;
    this.others = others;
    this.clock = clock;
  }

  /** With the deployment's signing key; what the one before it signed is good until it expires. */
  public static SignedTokens of(Platform platform) {
    SigningKeys keys =
        new SigningKeys(
            platform.secrets(), platform.required(SIGNING_KEY_SECRET), platform.clock());
    return new SignedTokens(keys::current, keys::others, platform.clock());
  }

  /**
   * What a token says.
   *
   * @param subject what it is about: a form, a lead
   * @param id of the token; the caller's choice, such as a nonce or who was sent it
   * @param details what else the purpose needs
   */
  public record Claims(
      String subject, String id, Map<String, String> details, Instant issuedAt, Instant expiresAt) {
    public Claims {
      details = Map.copyOf(details);
    }
  }

  /** What became of reading a token. */
  public sealed interface Reading {
    record Valid(Claims claims) implements Reading {}

    /** It was ours and for this purpose, but its time is over. */
    record Expired(Claims claims) implements Reading {}

    /** Not ours, changed, or for another purpose. */
    record Invalid() implements Reading {}
  }

  /**
   * A token, to the second, for as long as {@code life}.
   *
   * @param purpose the one thing it is good for
   */
  public String sign(
      String purpose, String subject, String id, Map<String, String> details, Duration life) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .audience(purpose)
            .subject(subject)
            .jwtID(id)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)));
    details.forEach(claims::claim);
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    try {
      token.sign(new MACSigner(key.get().getBytes(UTF_8)));
    } catch (JOSEException e) {
      throw new ShortKeyException(e);
    }
    return token.serialize();
  }

  /**
   * What a token is.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when a key that it may be signed
   *     with cannot be read
   */
  public Reading read(String purpose, String token) {
    if (token.length() > TOKEN_CHARS_MAX) {
      return new Reading.Invalid();
    }
    try {
      SignedJWT signed = SignedJWT.parse(token);
      // The algorithm is ours to choose, not the token's.
      if (!JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())
          || !List.of(purpose).equals(signed.getJWTClaimsSet().getAudience())
          || !isOurs(signed)) {
        return new Reading.Invalid();
      }
      Claims claims = claims(signed.getJWTClaimsSet());
      return clock.instant().isBefore(claims.expiresAt())
          ? new Reading.Valid(claims)
          : new Reading.Expired(claims);
    } catch (ParseException | JOSEException e) {
      return new Reading.Invalid();
    }
  }

  private boolean isOurs(SignedJWT token) throws JOSEException {
    if (isSignedWith(key.get(), token)) {
      return true;
    }
    for (String other : others.get()) {
      if (isSignedWith(other, token)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSignedWith(String key, SignedJWT token) throws JOSEException {
    return token.verify(new MACVerifier(key.getBytes(UTF_8)));
  }

  private static Claims claims(JWTClaimsSet set) throws ParseException {
    Map<String, String> details = new LinkedHashMap<>();
    for (String name : set.getClaims().keySet()) {
      if (!JWTClaimsSet.getRegisteredNames().contains(name)) {
        details.put(name, set.getClaimAsString(name));
      }
    }
    return new Claims(
        set.getSubject(),
        set.getJWTID(),
        details,
        set.getIssueTime().toInstant(),
        set.getExpirationTime().toInstant());
  }
}
