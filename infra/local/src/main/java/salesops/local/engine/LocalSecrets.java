package salesops.local.engine;

import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The suite's secrets by name, which are never replaced. Of Secrets Manager's calls only this one
 * works.
 */
record LocalSecrets(Map<String, Supplier<String>> secrets) implements SecretsManagerClient {
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
