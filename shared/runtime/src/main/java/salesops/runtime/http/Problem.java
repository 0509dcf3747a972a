package salesops.runtime.http;

import java.util.List;

/**
 * Why a request was refused, answered as {@code application/problem+json}.
 *
 * @param status HTTP status
 * @param code stable, for programs
 * @param errors every bad field at once, at most {@link #ERRORS_MAX}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(int status, String code, String title, List<FieldError> errors) {
  /** Most errors that one answer lists: a body of unknown names must not earn a larger answer. */
  public static final int ERRORS_MAX = 100;

  public Problem {
    errors = List.copyOf(errors.size() > ERRORS_MAX ? errors.subList(0, ERRORS_MAX) : errors);
  }

  public Problem(int status, String code, String title) {
    this(status, code, title, List.of());
  }

  /** RFC 9457's {@code type}: identifies the kind of problem, not a page to fetch. */
  public String type() {
    return "urn:salesops:problem:" + code;
  }

  public static Problem malformed(String title) {
    return new Problem(400, "malformed_body", title);
  }

  /** Of JSON beyond what its parser takes. */
  public static Problem tooDeep() {
    return new Problem(400, "too_deep", "The body is nested too deeply, or a number is too long.");
  }

  public static Problem invalidIdempotencyKey(int charsMax) {
    return new Problem(
        400,
        "invalid_idempotency_key",
        "Idempotency-Key takes 1 to " + charsMax + " visible ASCII characters.");
  }

  public static Problem notFound() {
    return new Problem(404, "not_found", "There is nothing here.");
  }

  public static Problem bodyTooLarge(int bytesMax) {
    return new Problem(413, "body_too_large", "The body is larger than " + bytesMax + " bytes.");
  }

  /**
   * @param title says which types are taken
   */
  public static Problem unsupportedMediaType(String title) {
    return new Problem(415, "unsupported_media_type", title);
  }

  public static Problem unavailable() {
    return new Problem(503, "unavailable", "Try again in a moment.");
  }
}
