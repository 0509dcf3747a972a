package salesops.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.model.settings.Form;
import salesops.runtime.lambda.Log;
import salesops.runtime.secrets.SignedTokens;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a browser must hold to submit a lead: a token of ours that names the form, when it was given
 * out, and a nonce. The nonce makes it good for one lead.
 */
final class FormTokens {
  /** Name of the hidden input, and of the member of a JSON post. */
  static final String FIELD = "token";

  /** How long a form may lie open. */
  static final Duration LIFE = Duration.ofHours(2);

  /** What stands in a token's place while the key cannot be read. */
  static final String NONE = "";

  private static final String PURPOSE = "form";
  private static final String RENEWED = "renewed";

  private final SignedTokens tokens;
  private final Clock clock;
  private final RandomGenerator random;
  private final Log log;

  FormTokens(SignedTokens tokens, Clock clock, RandomGenerator random, Log log) {
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
    this.log = log;
  }

  /** What a token turns out to be. */
  sealed interface Check {
    /**
     * @param nonce 13 characters, of this token only
     * @param age since it was given out; up to a second too long, since tokens know whole seconds
     * @param renewed whether it replaced an older one while the form was filled in
     */
    record Valid(String nonce, Duration age, boolean renewed) implements Check {}

    /** No token was sent. */
    record Missing() implements Check {}

    /** It was for this form, but the form lay open too long. */
    record Expired() implements Check {}

    /** Not ours, changed, or another form's. */
    record Invalid() implements Check {}

    /** The key could not be read. */
    record Unknown() implements Check {}
  }

  /** A token for one submission of the form; {@link #NONE} while the key cannot be read. */
  String issue(Form form) {
    return sign(form, Map.of());
  }

  /**
   * A token for a form that is shown once more with what was entered. It says whether a token of
   * ours came with the entries: then they took their time already. {@link #NONE} while the key
   * cannot be read.
   */
  String renew(Form form, @Nullable String sent) {
    return switch (check(form, sent)) {
      case Check.Valid valid
          when !valid.renewed() && valid.age().toMillis() < form.guard().minFillMillis() ->
          issue(form);
      case Check.Valid _, Check.Expired _ -> sign(form, Map.of(RENEWED, "true"));
      case Check.Missing _, Check.Invalid _, Check.Unknown _ -> issue(form);
    };
  }

  private String sign(Form form, Map<String, String> details) {
    String nonce = Digests.of(Long.toString(random.nextLong()), Long.toString(random.nextLong()));
    try {
      return tokens.sign(PURPOSE, form.id(), nonce, details, LIFE);
    } catch (SdkException e) {
      log.failure("SignToken", null, e);
      return NONE;
    }
  }

  /** What the token is; {@link Check.Unknown} when the key cannot be read. */
  Check check(Form form, @Nullable String text) {
    if (text == null || text.isBlank()) {
      // Who was shown a form while there was no key has no token to send.
      return issue(form).equals(NONE) ? new Check.Unknown() : new Check.Missing();
    }
    try {
      return read(form, text);
    } catch (SdkException e) {
      log.failure("CheckToken", null, e);
      return new Check.Unknown();
    }
  }

  private Check read(Form form, String text) {
    return switch (tokens.read(PURPOSE, text.strip())) {
      case SignedTokens.Reading.Valid(SignedTokens.Claims claims) ->
          isOf(form, claims)
              ? new Check.Valid(
                  claims.id(), age(claims.issuedAt()), claims.details().containsKey(RENEWED))
              : new Check.Invalid();
      case SignedTokens.Reading.Expired(SignedTokens.Claims claims) ->
          isOf(form, claims) ? new Check.Expired() : new Check.Invalid();
      case SignedTokens.Reading.Invalid _ -> new Check.Invalid();
    };
  }

  private static boolean isOf(Form form, SignedTokens.Claims claims) {
    return form.id().equals(claims.subject());
  }

  private Duration age(Instant issuedAt) {
    return Duration.between(issuedAt, clock.instant());
  }
}
