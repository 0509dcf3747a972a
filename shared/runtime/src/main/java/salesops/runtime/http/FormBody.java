package salesops.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an HTML form posts: names and values in the order of its fields.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL standard</a>
 */
public record FormBody(List<Field> fields) {
  public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  /** Bytes that percent-encoding makes of one at most. */
  public static final int ENCODED_BYTES_PER_BYTE_MAX = 3;

  /** A field; one that was sent without a value has an empty one. */
  public record Field(String name, String value) {}

  /**
   * Reads urlencoded text; fields without a name are left out.
   *
   * @throws IllegalArgumentException when a percent sign encodes nothing
   */
  public static FormBody of(String urlencoded) {
    return new FormBody(
        Stream.of(urlencoded.split("&", -1))
            .map(FormBody::field)
            .filter(field -> !field.name().isEmpty())
            .toList());
  }

  private static Field field(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0
        ? new Field(decode(pair), "")
        : new Field(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** The value of the first field of this name; empty when there is none. */
  public String first(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .findFirst()
        .orElse("");
  }

  /**
   * Bytes that an urlencoded body stands for: a letter of Greek or Chinese is sent as six or nine.
   * Too low where a percent sign encodes nothing; such a body is refused when it is read.
   */
  public static int decodedBytes(byte[] urlencoded) {
    int percents = 0;
    for (byte b : urlencoded) {
      percents += b == '%' ? 1 : 0;
    }
    return urlencoded.length - (ENCODED_BYTES_PER_BYTE_MAX - 1) * percents;
  }
}
