package salesops.routing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Locale;
import java.util.Optional;

/** Who signed a request with IAM credentials, as the API found it out. */
final class Caller {
  /** Roles of IAM Identity Center: it alone assumes them, and names the session after the user. */
  private static final String SINGLE_SIGN_ON = "assumed-role/AWSReservedSSO_";

  private Caller() {}

  /**
   * The e-mail address of who signed on by IAM Identity Center; else user, or role and session,
   * without the account: a session of any other role is named by whoever assumes it. Empty when
   * nobody signed.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns">IAM
   *     ARNs</a>
   */
  static Optional<String> of(APIGatewayV2HTTPEvent request) {
    return Optional.ofNullable(request.getRequestContext())
        .map(RequestContext::getAuthorizer)
        .map(RequestContext.Authorizer::getIam)
        .map(RequestContext.IAM::getUserArn)
        .map(Caller::name);
  }

  private static String name(String arn) {
    String session = arn.substring(arn.lastIndexOf('/') + 1);
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    return name.startsWith(SINGLE_SIGN_ON) && session.contains("@")
        ? session.toLowerCase(Locale.ROOT)
        : name;
  }
}
