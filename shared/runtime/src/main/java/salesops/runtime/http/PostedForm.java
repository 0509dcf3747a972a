package salesops.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.HashMap;
import java.util.Map;
import salesops.model.settings.Criteria;
import salesops.runtime.operations.Given;
import salesops.runtime.operations.RefusedException;

/** The fields that a page's form posts. */
public record PostedForm(Map<String, String> values) {
  /** Longest body; a reason and a rep take less than one kibibyte. */
  public static final int CHARS_MAX = 8_192;

  /**
   * Values by name; empty when the body is too long or not what a form posts, so that every field
   * is missing.
   */
  public static PostedForm of(APIGatewayV2HTTPEvent request) {
    String body = request.getBody() == null ? "" : request.getBody();
    if (body.length() > CHARS_MAX) {
      return new PostedForm(Map.of());
    }
    try {
      return new PostedForm(values(request));
    } catch (IllegalArgumentException e) {
      return new PostedForm(Map.of());
    }
  }

  private static Map<String, String> values(APIGatewayV2HTTPEvent request) {
    Map<String, String> values = new HashMap<>();
    RequestBytes.of(request, CHARS_MAX)
        .map(bytes -> FormBody.of(new String(bytes, UTF_8)))
        .ifPresent(form -> form.fields().forEach(f -> values.putIfAbsent(f.name(), f.value())));
    return values;
  }

  /**
   * One line of text without invisible characters and blanks at its ends; empty when it is missing.
   */
  public String text(String name) {
    return Criteria.oneLine(values.getOrDefault(name, "")).replaceAll(" +", " ").strip();
  }

  /** A whole number from 1 to {@code max}, written in digits. */
  public int number(String name, int max) {
    try {
      return Given.number(name, Integer.valueOf(text(name)), max);
    } catch (NumberFormatException e) {
      throw RefusedException.invalid(name + " must be a whole number from 1 to " + max);
    }
  }
}
