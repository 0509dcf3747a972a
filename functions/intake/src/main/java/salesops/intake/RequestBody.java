package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Locale;

/** The body of a request, measured before anything else is done with it. */
final class RequestBody {
  /** Largest body. */
  static final int BYTES_MAX = 16 * 1024;

  /** Characters that {@link #BYTES_MAX} bytes take in base 64. */
  private static final int BASE64_CHARS_MAX = (BYTES_MAX + 2) / 3 * 4;

  private RequestBody() {}

  static Reading read(APIGatewayV2HTTPEvent request) {
    String body = request.getBody() == null ? "" : request.getBody();
    byte[] bytes;
    if (!request.getIsBase64Encoded()) {
      // A character takes at least one byte: what is longer need not be encoded to be refused.
      bytes = body.length() > BYTES_MAX ? new byte[BYTES_MAX + 1] : body.getBytes(UTF_8);
    } else if (body.length() > BASE64_CHARS_MAX) {
      bytes = new byte[BYTES_MAX + 1];
    } else {
      try {
        bytes = Base64.getDecoder().decode(body);
      } catch (IllegalArgumentException e) {
        return Problem.malformed("The body is not base 64.");
      }
    }
    return bytes.length > BYTES_MAX
        ? Problem.bodyTooLarge(BYTES_MAX)
        : parse(bytes, Requests.header(request, "content-type").orElse(""));
  }

  /** JSON that came another way than over HTTP, held to the same limits. */
  static Reading json(byte[] bytes) {
    return bytes.length > BYTES_MAX
        ? Problem.bodyTooLarge(BYTES_MAX)
        : JsonBody.read(new String(bytes, UTF_8));
  }

  private static Reading parse(byte[] bytes, String contentType) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Problem.malformed("The body is not UTF-8.");
    }
    return switch (mediaType(contentType)) {
      case "application/json" -> JsonBody.read(text);
      case "application/x-www-form-urlencoded" -> UrlencodedBody.read(text);
      default -> Problem.unsupportedMediaType();
    };
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
