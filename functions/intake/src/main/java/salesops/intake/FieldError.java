package salesops.intake;

/**
 * What is wrong with one field of a submission. Never quotes the value: answers end up in logs.
 *
 * @param field the field's path, such as {@code country} or {@code attributes.budget}
 * @param code stable, for programs
 * @param message what a person can do about it
 */
record FieldError(String field, String code, String message) {
  /** Longest name that is quoted back; a longer one is cut. */
  static final int FIELD_CHARS_MAX = 120;

  FieldError {
    if (field.length() > FIELD_CHARS_MAX) {
      field = field.substring(0, FIELD_CHARS_MAX) + "…";
    }
  }

  static FieldError required(String field) {
    return new FieldError(field, "required", "is needed");
  }

  static FieldError notFlat(String field) {
    return new FieldError(field, "not_flat", "must be a text, a number, true or false");
  }

  static FieldError duplicate(String field) {
    return new FieldError(field, "duplicate_field", "is given more than once");
  }
}
