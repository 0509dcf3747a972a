package salesops.routing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Optional;

/** Who signed a request with IAM credentials, as the API found it out. */
final class Caller {
  private static final String UNKNOWN = "unknown";

  private Caller() {}

  /**
   * The name of the session where it is an e-mail address, as single sign-on makes it; else user,
   * or role and session, without the account.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns">IAM
   *     ARNs</a>
   */
  static String of(APIGatewayV2HTTPEvent request) {
    return Optional.ofNullable(request.getRequestContext())
        .map(RequestContext::getAuthorizer)
        .map(RequestContext.Authorizer::getIam)
        .map(RequestContext.IAM::getUserArn)
        .map(Caller::name)
        .orElse(UNKNOWN);
  }

  private static String name(String arn) {
    String session = arn.substring(arn.lastIndexOf('/') + 1);
    return session.indexOf('@') > 0 ? session : arn.substring(arn.lastIndexOf(':') + 1);
  }
}
