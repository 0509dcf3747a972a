package salesops.cli.suite;

import java.util.HashMap;
import java.util.Map;
import salesops.cli.console.NotAnswered;
import salesops.cli.console.UserError;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.operations.Operation;
import salesops.runtime.operations.OperationJson;
import salesops.runtime.operations.RefusedException;
import salesops.runtime.settings.SettingsTable;
import salesops.wiring.Operations;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * The suite on AWS, accessed with the caller's own credentials. Resources are found by the stacks'
 * outputs. The clients live as long as the process.
 */
final class DeployedSuite implements Suite {
  private static final String FUNCTIONS = "SalesopsFunctions";
  private static final String STATE = "SalesopsState";

  /** HTTP statuses from here on mean that a retry may help. */
  private static final int SERVERS_FAULT = 500;

  private final LambdaClient lambda =
      LambdaClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();

  /** ARNs by function, looked up once because a command may call a function often. */
  private final Map<String, String> addresses = new HashMap<>();

  @Override
  public <A extends Operation.Answer> A ask(Operation<A> operation) {
    String function = Operations.functionOf(OperationJson.name(operation)).orElseThrow();
    String address =
        addresses.computeIfAbsent(function, f -> output(FUNCTIONS, Operations.outputOf(f)));
    try {
      InvokeResponse answer =
          lambda.invoke(
              r -> r.functionName(address).payload(SdkBytes.fromByteArray(Json.bytes(operation))));
      if (answer.functionError() != null) {
        throw new NotAnswered("the operations function failed; see its log");
      }
      return OperationJson.answer(operation, answer.payload().asByteArray());
    } catch (SdkServiceException e) {
      if (e.isThrottlingException() || e.statusCode() >= SERVERS_FAULT) {
        throw notReached(e);
      }
      throw e;
    } catch (SdkClientException e) {
      throw notReached(e);
    } catch (RefusedException e) {
      throw new UserError(e.getMessage());
    }
  }

  private static NotAnswered notReached(SdkException e) {
    return new NotAnswered("the operations function was not reached: " + e.getMessage());
  }

  @Override
  public SettingsTable settings() {
    Platform platform = Platform.onLambda();
    return new SettingsTable(
        platform.dynamo().get(), output(STATE, "TableSettings"), platform.clock());
  }

  @Override
  public String address() {
    return output(FUNCTIONS, "HttpApi").replaceFirst("/$", "");
  }

  @Override
  public boolean webhooksSwitchedOn() {
    return output(FUNCTIONS, "WebhooksSwitch").equals("on");
  }

  private static String output(String stack, String key) {
    try (CloudFormationClient stacks =
        CloudFormationClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      return stacks.describeStacks(r -> r.stackName(stack)).stacks().getFirst().outputs().stream()
          .filter(o -> o.outputKey().equals(key))
          .map(Output::outputValue)
          .findFirst()
          .orElseThrow(() -> new UserError("stack " + stack + " has no output " + key));
    } catch (SdkException e) {
      throw new UserError(
          "the deployed suite was not found (stack " + stack + "): " + e.getMessage());
    }
  }
}
