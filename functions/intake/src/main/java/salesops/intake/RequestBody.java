package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import salesops.runtime.http.FormBody;
import salesops.runtime.http.Problem;
import salesops.runtime.http.RequestBytes;
import salesops.runtime.http.Requests;

/** The body of a request, measured before anything else is done with it. */
final class RequestBody {
  /** Largest body; that of an HTML form as it is meant, see {@link FormBody#decodedBytes}. */
  static final int BYTES_MAX = 16 * 1024;

  /**
   * Largest body of an HTML form as it is sent: percent-encoding makes three bytes of one, so
   * nothing longer can be meant to be within {@link #BYTES_MAX}.
   */
  static final int FORM_BYTES_MAX = FormBody.ENCODED_BYTES_PER_BYTE_MAX * BYTES_MAX;

  private RequestBody() {}

  static Reading read(APIGatewayV2HTTPEvent request) {
    String type = Requests.mediaType(request);
    int max = type.equals(FormBody.MEDIA_TYPE) ? FORM_BYTES_MAX : BYTES_MAX;
    try {
      return RequestBytes.of(request, max)
          .filter(bytes -> !type.equals(FormBody.MEDIA_TYPE) || isShortForm(bytes))
          .map(bytes -> parse(bytes, type))
          .orElseGet(() -> Reading.refused(Problem.bodyTooLarge(BYTES_MAX)));
    } catch (IllegalArgumentException e) {
      return Reading.refused(Problem.malformed("The body is not base 64."));
    }
  }

  /** The same message must not be too long only because of its alphabet. */
  private static boolean isShortForm(byte[] urlencoded) {
    return FormBody.decodedBytes(urlencoded) <= BYTES_MAX;
  }

  /** JSON that came another way than over HTTP, held to the same limits. */
  static Reading json(byte[] bytes) {
    return bytes.length > BYTES_MAX
        ? Reading.refused(Problem.bodyTooLarge(BYTES_MAX))
        : JsonBody.read(new String(bytes, UTF_8));
  }

  private static Reading parse(byte[] bytes, String mediaType) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Reading.refused(Problem.malformed("The body is not UTF-8."));
    }
    return switch (mediaType) {
      case "application/json" -> JsonBody.read(text);
      case FormBody.MEDIA_TYPE -> UrlencodedBody.read(text);
      default ->
          Reading.refused(
              Problem.unsupportedMediaType(
                  "Send application/json or application/x-www-form-urlencoded."));
    };
  }
}
