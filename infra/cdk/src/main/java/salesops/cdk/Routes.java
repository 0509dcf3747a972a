package salesops.cdk;

import java.util.List;
import salesops.wiring.Trigger;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpIamAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpRouteKey;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * Routes of the HTTP API to the functions. The function behind a route answers preflight requests
 * itself, because which origins may post depends on the form.
 */
final class Routes extends Construct {
  private final HttpEntrance entrance;

  Routes(Construct scope, String id, HttpEntrance entrance) {
    super(scope, id);
    this.entrance = entrance;
  }

  /** The API's own address without a slash at its end, which stays while the API does. */
  String address() {
    Stack stack = Stack.of(this);
    return "https://"
        + entrance.api().getApiId()
        + ".execute-api."
        + stack.getRegion()
        + "."
        + stack.getUrlSuffix();
  }

  /** Leads each route to the function's alias; closed ones take signed requests only. */
  void lead(Trigger.Http wired, String function, Alias alias) {
    HttpLambdaIntegration integration =
        HttpLambdaIntegration.Builder.create(function, alias).build();
    for (String route : wired.routes()) {
      List<String> words = List.of(route.split(" ", 2));
      HttpRoute added =
          HttpRoute.Builder.create(this, route.replace("/", "_"))
              .httpApi(entrance.api())
              .routeKey(HttpRouteKey.with(words.getLast(), HttpMethod.valueOf(words.getFirst())))
              .integration(integration)
              .authorizer(wired.open() ? new HttpNoneAuthorizer() : new HttpIamAuthorizer())
              .build();
      if (wired.open()) {
        Nag.accept(
            added,
            "AwsSolutions-APIG4",
            "Anybody may fill in a form; a link sent to somebody carries its own permission");
      }
    }
  }
}
