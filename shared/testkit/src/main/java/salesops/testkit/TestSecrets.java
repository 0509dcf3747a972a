package salesops.testkit;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/**
 * Secrets by name, as they are when they are read.
 *
 * @param secrets may change meanwhile; {@code NAME/STAGE} is another stage than the current one;
 *     one that is empty cannot be read
 * @param reads takes the name of each whose current stage is read
 */
record TestSecrets(Map<String, String> secrets, List<String> reads)
    implements SecretsManagerClient {
  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    String stage = request.versionStage();
    if (stage == null) {
      reads.add(request.secretId());
    }
    String value =
        secrets.get(stage == null ? request.secretId() : request.secretId() + "/" + stage);
    if (value == null) {
      throw ResourceNotFoundException.builder().message("no such secret").build();
    }
    if (value.isEmpty()) {
      throw SecretsManagerException.builder().message("down").build();
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
