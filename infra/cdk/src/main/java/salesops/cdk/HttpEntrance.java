package salesops.cdk;

import java.util.List;
import salesops.wiring.Trigger;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpIamAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpRouteKey;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The HTTP API. The function behind a route answers preflight requests itself, because which
 * origins may post depends on the form.
 */
final class HttpEntrance extends Construct {
  /** Requests a second of all callers together; above it the API answers 429. */
  private static final int REQUESTS_PER_SECOND_MAX = 200;

  /** Requests at once, before the rate counts. */
  private static final int REQUESTS_BURST_MAX = 400;

  /** Without address, query and agent, which say who the caller is. */
  private static final String LOG_LINE =
      """
      {"requestId":"$context.requestId","route":"$context.routeKey","status":"$context.status",\
      "error":"$context.integrationErrorMessage","bytes":"$context.responseLength",\
      "latencyMillis":"$context.responseLatency","at":"$context.requestTimeEpoch"}\
      """;

  private final HttpApi api;
  private final HttpStage stage;

  HttpEntrance(Construct scope, String id) {
    super(scope, id);
    api = HttpApi.Builder.create(this, "api").apiName("salesops").createDefaultStage(false).build();
    LogGroup logs =
        LogGroup.Builder.create(this, "access-log")
            .retention(DeployedFunction.LOG_RETENTION)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    stage =
        HttpStage.Builder.create(this, "stage")
            .httpApi(api)
            .stageName("$default")
            .autoDeploy(true)
            .throttle(
                ThrottleSettings.builder()
                    .rateLimit(REQUESTS_PER_SECOND_MAX)
                    .burstLimit(REQUESTS_BURST_MAX)
                    .build())
            .accessLogSettings(new AccessLog(logs))
            .build();
  }

  /** The API's address without a slash at its end. */
  String address() {
    Stack stack = Stack.of(this);
    return "https://"
        + api.getApiId()
        + ".execute-api."
        + stack.getRegion()
        + "."
        + stack.getUrlSuffix();
  }

  String url() {
    return stage.getUrl();
  }

  /** Leads each route to the function's alias; closed ones take signed requests only. */
  void route(Trigger.Http wired, String function, Alias alias) {
    HttpLambdaIntegration integration =
        HttpLambdaIntegration.Builder.create(function, alias).build();
    for (String route : wired.routes()) {
      List<String> words = List.of(route.split(" ", 2));
      HttpRoute added =
          HttpRoute.Builder.create(this, route.replace("/", "_"))
              .httpApi(api)
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

  /** No record: the bridge to Node.js takes its accessor for a method of the interface. */
  private static final class AccessLog implements IAccessLogSettings {
    private final LogGroup logs;

    AccessLog(LogGroup logs) {
      this.logs = logs;
    }

    @Override
    public IAccessLogDestination getDestination() {
      return new LogGroupLogDestination(logs);
    }

    @Override
    public AccessLogFormat getFormat() {
      return AccessLogFormat.custom(LOG_LINE);
    }
  }
}
