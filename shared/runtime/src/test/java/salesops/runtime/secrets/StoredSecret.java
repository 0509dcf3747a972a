package salesops.runtime.secrets;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** One secret with the two stages that Secrets Manager keeps of it. */
final class StoredSecret implements SecretsManagerClient {
  String current;
  @Nullable String previous;
  boolean readable = true;
  int calls;

  StoredSecret(String current) {
    this.current = current;
  }

  /** As {@code put-secret-value} does. */
  void replace(String text) {
    previous = current;
    current = text;
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    calls++;
    if (!readable) {
      throw SdkClientException.create("injected");
    }
    String value = "AWSPREVIOUS".equals(request.versionStage()) ? previous : current;
    if (value == null) {
      throw ResourceNotFoundException.builder().message("no such stage").build();
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
