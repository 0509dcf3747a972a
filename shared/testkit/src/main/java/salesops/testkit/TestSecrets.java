package salesops.testkit;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets by name, as they are when they are read.
 *
 * @param secrets may change meanwhile
 * @param reads takes the name of each that is read
 */
record TestSecrets(Map<String, String> secrets, List<String> reads)
    implements SecretsManagerClient {
  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    reads.add(request.secretId());
    String value = secrets.get(request.secretId());
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
