package salesops.intake;

import java.util.List;

/**
 * Why a request was refused, answered as {@code application/problem+json}.
 *
 * @param status HTTP status
 * @param code stable, for programs
 * @param errors every bad field at once, at most {@link #ERRORS_MAX}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
record Problem(int status, String code, String title, List<FieldError> errors) implements Reading {
  /** Most errors that one answer lists: a body of unknown names must not earn a larger answer. */
  static final int ERRORS_MAX = 100;

  Problem {
    errors = List.copyOf(errors.size() > ERRORS_MAX ? errors.subList(0, ERRORS_MAX) : errors);
  }

  Problem(int status, String code, String title) {
    this(status, code, title, List.of());
  }

  /** RFC 9457's {@code type}: identifies the kind of problem, not a page to fetch. */
  String type() {
    return "urn:salesops:problem:" + code;
  }

  static Problem malformed(String title) {
    return new Problem(400, "malformed_body", title);
  }

  static Problem invalidLead(List<FieldError> errors) {
    boolean formUnknown = errors.stream().anyMatch(e -> e.code().equals(UNKNOWN_FORM));
    return formUnknown
        ? new Problem(422, UNKNOWN_FORM, "There is no such form.", errors)
        : new Problem(422, "invalid_lead", "Some fields need correction.", errors);
  }

  static final String UNKNOWN_FORM = "unknown_form";

  static Problem unknownForm() {
    return new Problem(404, UNKNOWN_FORM, "There is no such form.");
  }

  static Problem bodyTooLarge(int bytesMax) {
    return new Problem(413, "body_too_large", "The body is larger than " + bytesMax + " bytes.");
  }

  static Problem unsupportedMediaType() {
    return new Problem(
        415,
        "unsupported_media_type",
        "Send application/json or application/x-www-form-urlencoded.");
  }

  static Problem invalidIdempotencyKey(int charsMax) {
    return new Problem(
        400,
        "invalid_idempotency_key",
        "Idempotency-Key takes 1 to " + charsMax + " visible ASCII characters.");
  }

  static Problem invalidServerKey() {
    return new Problem(401, "invalid_server_key", "The key is not one of this suite's.");
  }

  /** For the person who comes back to a tab after lunch: the form is shown once more. */
  static Problem formExpired() {
    return new Problem(
        422, "form_expired", "This page was open for a long time. Please send it once more.");
  }

  /** For the person whose page was shown while no token could be made. */
  static Problem tokenMissing() {
    return new Problem(422, "token_missing", "That did not reach us. Please send it once more.");
  }

  /** For the person who goes back, changes something and sends it again. */
  static Problem alreadySent() {
    return new Problem(
        422, "already_sent", "We have what you sent before. To send this, too, send it once more.");
  }

  static Problem idempotencyKeyReused() {
    return new Problem(
        422,
        "idempotency_key_reused",
        "This Idempotency-Key was used with another body; nothing was stored.");
  }

  static Problem notFound() {
    return new Problem(404, "not_found", "There is nothing here.");
  }

  static Problem unavailable() {
    return new Problem(503, "unavailable", "Try again in a moment.");
  }
}
