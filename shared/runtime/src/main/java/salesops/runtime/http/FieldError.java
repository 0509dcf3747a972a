package salesops.runtime.http;

/**
 * What is wrong with one field of a request. Never quotes the value: answers end up in logs.
 *
 * @param field the field's path, such as {@code country} or {@code attributes.budget}
 * @param code stable, for programs
 * @param message what a person can do about it
 */
public record FieldError(String field, String code, String message) {
  /** Longest name that is quoted back; a longer one is cut. */
  public static final int FIELD_CHARS_MAX = 120;

  public FieldError {
    if (field.length() > FIELD_CHARS_MAX) {
      field = field.substring(0, FIELD_CHARS_MAX) + "…";
    }
  }

  public static FieldError required(String field) {
    return new FieldError(field, "required", "is needed");
  }

  public static FieldError notFlat(String field) {
    return new FieldError(field, "not_flat", "must be a text, a number, true or false");
  }

  public static FieldError duplicate(String field) {
    return new FieldError(field, "duplicate_field", "is given more than once");
  }
}
