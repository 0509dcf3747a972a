package salesops.local.platform;

import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secrets of the local suite by name. They are never rotated, and anybody can read the keys
 * below. GetSecretValue is the only Secrets Manager call that works.
 */
public record LocalSecrets(Map<String, Supplier<String>> secrets) implements SecretsManagerClient {
  /** Bot token that the functions send Slack messages with. */
  public static final String SLACK_TOKEN = "xoxb-local";

  /** Key that programs post leads with. */
  public static final String SERVER_KEY = "server-key-of-the-local-suite";

  /** Key by which intake recognizes a distribution in front of the suite. */
  public static final String DISTRIBUTION_KEY = "distribution-key-of-the-local-suite";

  /** Key that webhooks are signed with, the same for every endpoint. */
  public static final String WEBHOOK_KEY = "a webhook key of the local suite that is no secret";

  /** Key that a CRM signs changes of deals with. */
  public static final String CRM_KEY = "a CRM key of the local suite that is no secret";

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    Supplier<String> value = secrets.get(request.secretId());
    if (value == null || request.versionStage() != null) {
      throw ResourceNotFoundException.builder().message("no such secret").build();
    }
    return GetSecretValueResponse.builder()
        .name(request.secretId())
        .secretString(value.get())
        .build();
  }

  @Override
  public String serviceName() {
    return "secretsmanager";
  }

  @Override
  public void close() {}
}
