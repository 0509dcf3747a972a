package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Locale;

/** The body of a request, measured before anything else is done with it. */
final class RequestBody {
  /** Largest body; that of an HTML form as it is meant, see {@link #decodedBytes}. */
  static final int BYTES_MAX = 16 * 1024;

  /**
   * Largest body of an HTML form as it is sent: percent-encoding makes three bytes of one, so
   * nothing longer can be meant to be within {@link #BYTES_MAX}.
   */
  static final int FORM_BYTES_MAX = 3 * BYTES_MAX;

  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestBody() {}

  static Reading read(APIGatewayV2HTTPEvent request) {
    String type = mediaType(Requests.header(request, "content-type").orElse(""));
    int max = type.equals(FORM) ? FORM_BYTES_MAX : BYTES_MAX;
    String body = request.getBody() == null ? "" : request.getBody();
    byte[] bytes;
    if (!request.getIsBase64Encoded()) {
      // A character takes at least one byte: what is longer need not be encoded to be refused.
      bytes = body.length() > max ? new byte[max + 1] : body.getBytes(UTF_8);
    } else if (body.length() > base64Chars(max)) {
      bytes = new byte[max + 1];
    } else {
      try {
        bytes = Base64.getDecoder().decode(body);
      } catch (IllegalArgumentException e) {
        return Problem.malformed("The body is not base 64.");
      }
    }
    return bytes.length > max || (type.equals(FORM) && decodedBytes(bytes) > BYTES_MAX)
        ? Problem.bodyTooLarge(BYTES_MAX)
        : parse(bytes, type);
  }

  private static int base64Chars(int bytes) {
    return (bytes + 2) / 3 * 4;
  }

  /**
   * Bytes that an urlencoded body stands for: a letter of Greek or Chinese is sent as six or nine,
   * and the same message must not be too long only because of its alphabet.
   */
  private static int decodedBytes(byte[] urlencoded) {
    int percents = 0;
    for (byte b : urlencoded) {
      percents += b == '%' ? 1 : 0;
    }
    // With a percent that encodes nothing this is too low; such a body is refused when it is read.
    return urlencoded.length - 2 * percents;
  }

  /** JSON that came another way than over HTTP, held to the same limits. */
  static Reading json(byte[] bytes) {
    return bytes.length > BYTES_MAX
        ? Problem.bodyTooLarge(BYTES_MAX)
        : JsonBody.read(new String(bytes, UTF_8));
  }

  private static Reading parse(byte[] bytes, String mediaType) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Problem.malformed("The body is not UTF-8.");
    }
    return switch (mediaType) {
      case "application/json" -> JsonBody.read(text);
      case FORM -> UrlencodedBody.read(text);
      default -> Problem.unsupportedMediaType();
    };
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
