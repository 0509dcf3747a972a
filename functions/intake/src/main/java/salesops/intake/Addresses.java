package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import salesops.runtime.http.Requests;

/**
 * The network address that a request comes from. API Gateway's own word counts; a header counts
 * only when the request proves that it came through the company's own CloudFront distribution,
 * since anybody can write headers.
 */
final class Addresses {
  /** What CloudFront adds as an origin header: the key {@link ServerKeys#CLOUDFRONT}. */
  static final String KEY_HEADER = "x-salesops-origin-key";

  /**
   * Address and port of the visitor.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html">CloudFront's
   *     headers</a>
   */
  static final String VIEWER_HEADER = "cloudfront-viewer-address";

  private static final int PREFIX_BYTES = 8;

  private Addresses() {}

  /**
   * @throws software.amazon.awssdk.core.exception.SdkException when the keys are needed and cannot
   *     be read
   * @throws tools.jackson.core.JacksonException when they are needed and are no JSON
   */
  static Optional<String> of(APIGatewayV2HTTPEvent request, ServerKeys keys) {
    Optional<String> viewer = Requests.header(request, VIEWER_HEADER);
    Optional<String> key = Requests.header(request, KEY_HEADER);
    if (viewer.isPresent() && keys.isCloudFront(key.orElse(null))) {
      return network(viewer.get().substring(0, Math.max(0, viewer.get().lastIndexOf(':'))));
    }
    return Requests.sourceIp(request).flatMap(Addresses::network);
  }

  /** An IPv4 address whole, of an IPv6 one the /64 that one household has. */
  static Optional<String> network(String address) {
    if (!InetAddresses.isInetAddress(address)) {
      return Optional.empty();
    }
    InetAddress parsed = InetAddresses.forString(address);
    return Optional.of(
        parsed instanceof Inet4Address ? parsed.getHostAddress() : prefix(parsed.getAddress()));
  }

  private static String prefix(byte[] address) {
    byte[] prefix = Arrays.copyOf(Arrays.copyOf(address, PREFIX_BYTES), address.length);
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(prefix)) + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
