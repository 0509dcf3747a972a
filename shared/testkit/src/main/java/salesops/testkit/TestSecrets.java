package salesops.testkit;

import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets by name, as they are when they are read.
 *
 * @param secrets may change meanwhile; {@code NAME/STAGE} is another stage than the current one
 */
record TestSecrets(Map<String, String> secrets) implements SecretsManagerClient {
  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    String stage = request.versionStage();
    String value =
        secrets.get(stage == null ? request.secretId() : request.secretId() + "/" + stage);
    if (value == null) {
      throw ResourceNotFoundException.builder().message("no such secret").build();
    }
    return GetSecretValueResponse.builder().secretString(value).build();
  }

  @Override
  public String serviceName() {
    return "secretsmanager";
  }

  @Override
  public void close() {}
}
