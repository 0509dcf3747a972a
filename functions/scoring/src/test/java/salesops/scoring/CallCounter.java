package salesops.scoring;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the requests that leave a client. */
final class CallCounter implements ExecutionInterceptor {
  private final AtomicInteger count = new AtomicInteger();

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
