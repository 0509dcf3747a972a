package salesops.scoring;

import java.util.concurrent.atomic.AtomicInteger;
import salesops.testkit.LocalDynamo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Counts the requests that leave a client. */
final class CallCounter implements ExecutionInterceptor {
  private final AtomicInteger count = new AtomicInteger();

  DynamoDbClient counting(LocalDynamo local) {
    return local
        .configure(DynamoDbClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.addExecutionInterceptor(this))
        .build();
  }

  int count() {
    return count.get();
  }

  void reset() {
    count.set(0);
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    count.incrementAndGet();
  }
}
