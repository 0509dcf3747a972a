package salesops.cdk;

import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigatewayv2.CfnApiMapping;
import software.amazon.awscdk.services.apigatewayv2.CfnDomainName;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The HTTP API, and a domain of the company's own if one is given. {@link Routes} lead on from
 * here.
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

  /**
   * Each group outside this prefix takes room in the account's one policy for log delivery, which
   * is small.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html">
   *     Logs sent to CloudWatch Logs</a>
   */
  private static final String ACCESS_LOG = "/aws/vendedlogs/salesops/http";

  private final HttpApi api;
  private final LogGroup logs;

  HttpEntrance(Construct scope, String id) {
    super(scope, id);
    api = HttpApi.Builder.create(this, "api").apiName("salesops").createDefaultStage(false).build();
    logs =
        LogGroup.Builder.create(this, "access-log")
            .logGroupName(ACCESS_LOG)
            .retention(DeployedFunction.LOG_RETENTION)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    HttpStage stage =
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
    domain(stage);
  }

  private void domain(HttpStage stage) {
    CfnParameter name = parameter("DomainName", "Domain for the HTTP API; empty: AWS's own name");
    CfnParameter certificate =
        parameter("CertificateArn", "Certificate of that domain, in this region");
    CfnCondition given =
        CfnCondition.Builder.create(Stack.of(this), "DomainGiven")
            .expression(
                Fn.conditionNot(
                    Fn.conditionOr(
                        Fn.conditionEquals(name.getValueAsString(), ""),
                        Fn.conditionEquals(certificate.getValueAsString(), ""))))
            .build();
    CfnDomainName domain =
        CfnDomainName.Builder.create(this, "domain")
            .domainName(name.getValueAsString())
            .domainNameConfigurations(
                List.of(
                    CfnDomainName.DomainNameConfigurationProperty.builder()
                        .certificateArn(certificate.getValueAsString())
                        .endpointType("REGIONAL")
                        .securityPolicy("TLS_1_2")
                        .build()))
            .build();
    CfnApiMapping mapping =
        CfnApiMapping.Builder.create(this, "mapping")
            .apiId(api.getApiId())
            .stage(stage.getStageName())
            .domainName(domain.getRef())
            .build();
    domain.getCfnOptions().setCondition(given);
    mapping.getCfnOptions().setCondition(given);
    CfnOutput.Builder.create(Stack.of(this), "DomainTarget")
        .description("What the domain's DNS record must point to")
        .value(domain.getAttrRegionalDomainName())
        .condition(given)
        .build();
  }

  private CfnParameter parameter(String name, String description) {
    return CfnParameter.Builder.create(Stack.of(this), name)
        .defaultValue("")
        .description(description)
        .build();
  }

  HttpApi api() {
    return api;
  }

  LogGroup logs() {
    return logs;
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
