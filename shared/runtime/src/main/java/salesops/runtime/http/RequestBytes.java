package salesops.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Base64;
import java.util.Optional;

/** The body of an HTTP API request, measured before anything else is done with it. */
public final class RequestBytes {
  private RequestBytes() {}

  /**
   * Returns the body's bytes, none when there is no body; empty when there are more than {@code
   * max}.
   *
   * @throws IllegalArgumentException when the body should be base 64 and is not
   */
  public static Optional<byte[]> of(APIGatewayV2HTTPEvent request, int max) {
    String body = request.getBody() == null ? "" : request.getBody();
    boolean base64 = request.getIsBase64Encoded();
    // A character takes at least one byte: what is longer need not be decoded to be refused.
    if (body.length() > (base64 ? base64Chars(max) : max)) {
      return Optional.empty();
    }
    byte[] bytes = base64 ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8);
    return Optional.of(bytes).filter(b -> b.length <= max);
  }

  private static int base64Chars(int bytes) {
    return (bytes + 2) / 3 * 4;
  }
}
