package salesops.local.engine;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Any secret is a token that means nothing. Of Secrets Manager's calls only this one works. */
final class LocalSecrets implements SecretsManagerClient {
  static final String TOKEN = "xoxb-local";

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    return GetSecretValueResponse.builder().name(request.secretId()).secretString(TOKEN).build();
  }

  @Override
  public String serviceName() {
    return "secretsmanager";
  }

  @Override
  public void close() {}
}
