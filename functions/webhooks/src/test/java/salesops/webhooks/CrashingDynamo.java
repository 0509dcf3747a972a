package salesops.webhooks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A client whose process dies at a chosen call: that call fails, before or after it took effect,
 * and so does every later one until it is revived. Counts calls and written items.
 */
final class CrashingDynamo {
  private final DynamoDbClient real;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile int crashAt = Integer.MAX_VALUE;
  private volatile boolean takesEffect;
  private final AtomicInteger meanwhileAt = new AtomicInteger();
  private volatile String meanwhileMethod = "";
  private volatile Runnable meanwhile = () -> {};

  CrashingDynamo(DynamoDbClient real) {
    this.real = real;
  }

  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, args) -> {
              letOthersIn(method.getName());
              int call = calls.incrementAndGet();
              if (call > crashAt || (call == crashAt && !takesEffect)) {
                throw SdkClientException.create("crashed");
              }
              count(method.getName());
              try {
                Object answer = method.invoke(real, args);
                if (call == crashAt) {
                  throw SdkClientException.create("crashed");
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void count(String method) {
    if (method.equals("putItem")) {
      writes.incrementAndGet();
    }
  }

  /** The n-th call from now on is the last. */
  void crashAt(int n, boolean callTakesEffect) {
    takesEffect = callTakesEffect;
    crashAt = calls.get() + n;
  }

  /** Just before the n-th call of this method from now on, somebody else does something, once. */
  void meanwhile(String method, int n, Runnable something) {
    meanwhileAt.set(n);
    meanwhileMethod = method;
    meanwhile = something;
  }

  private void letOthersIn(String method) {
    if (method.equals(meanwhileMethod) && meanwhileAt.decrementAndGet() == 0) {
      meanwhile.run();
    }
  }

  boolean crashed() {
    return calls.get() >= crashAt;
  }

  void revive() {
    crashAt = Integer.MAX_VALUE;
  }

  /** Items written so far, failed conditions included; the index comes on top. */
  int writes() {
    return writes.get();
  }
}
