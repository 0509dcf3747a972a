package salesops.runtime.dynamo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The last key of a page as one word, for whoever asks for the next page. */
public final class Cursor {
  private Cursor() {}

  /** A key {@code pk}, {@code sk} as a word. */
  public static String of(Map<String, AttributeValue> key) {
    AttributeValue pk = Objects.requireNonNull(key.get("pk"));
    AttributeValue sk = Objects.requireNonNull(key.get("sk"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((sk.n() + " " + pk.s()).getBytes(UTF_8));
  }

  /**
   * The key that a word stands for.
   *
   * @throws IllegalArgumentException when {@link #of} did not make it
   */
  public static Map<String, AttributeValue> key(String cursor) {
    String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    int space = text.indexOf(' ');
    if (space < 1 || space == text.length() - 1) {
      throw new IllegalArgumentException("not a cursor");
    }
    BigInteger sk = new BigInteger(text.substring(0, space));
    return Map.of(
        "pk",
        AttributeValue.fromS(text.substring(space + 1)),
        "sk",
        AttributeValue.fromN(sk.toString()));
  }
}
