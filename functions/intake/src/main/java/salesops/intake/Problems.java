package salesops.intake;

import java.util.List;
import salesops.runtime.http.FieldError;
import salesops.runtime.http.Problem;

/** Why a lead is refused. */
final class Problems {
  static final String UNKNOWN_FORM = "unknown_form";

  private Problems() {}

  static Problem invalidLead(List<FieldError> errors) {
    boolean formUnknown = errors.stream().anyMatch(e -> e.code().equals(UNKNOWN_FORM));
    return formUnknown
        ? new Problem(422, UNKNOWN_FORM, "There is no such form.", errors)
        : new Problem(422, "invalid_lead", "Some fields need correction.", errors);
  }

  static Problem unknownForm() {
    return new Problem(404, UNKNOWN_FORM, "There is no such form.");
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
}
