package salesops.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * A client whose process dies at a chosen call: that call fails, before or after it took effect,
 * and so does every later one until it is revived. Counts calls, written items and items that
 * queries read.
 */
public final class CrashingDynamo {
  private final DynamoDbClient real;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile int crashAt = Integer.MAX_VALUE;
  private volatile boolean takesEffect;
  private volatile String unreadable = "";
  private final AtomicInteger meanwhileAt = new AtomicInteger();
  private volatile String meanwhileMethod = "";
  private volatile String lastMethod = "";
  private final Map<String, Integer> byMethod = new ConcurrentHashMap<>();
  private volatile Runnable meanwhile = () -> {};

  public CrashingDynamo(DynamoDbClient real) {
    this.real = real;
  }

  public DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, args) -> {
              if (method.getName().endsWith("Paginator")) {
                return InvocationHandler.invokeDefault(proxy, method, args); // it calls this again
              }
              letOthersIn(method.getName());
              int call = calls.incrementAndGet();
              byMethod.merge(method.getName(), 1, Integer::sum);
              if (method.getName().equals(lastMethod)) {
                lastMethod = "";
                crashAt = call;
              }
              if (call > crashAt || (call == crashAt && !takesEffect)) {
                throw SdkClientException.create("crashed");
              }
              if (reads(args, unreadable)) {
                throw SdkClientException.create("unreadable");
              }
              count(method.getName(), args);
              try {
                Object answer = method.invoke(real, args);
                if (answer instanceof QueryResponse page) {
                  reads.addAndGet(page.scannedCount());
                }
                if (call == crashAt) {
                  throw SdkClientException.create("crashed");
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void count(String method, Object[] args) {
    if (method.equals("putItem")) {
      writes.incrementAndGet();
    } else if (args.length == 1 && args[0] instanceof BatchWriteItemRequest batch) {
      batch.requestItems().values().forEach(items -> writes.addAndGet(items.size()));
    }
  }

  /** The n-th call from now on is the last. */
  public void crashAt(int n, boolean callTakesEffect) {
    takesEffect = callTakesEffect;
    crashAt = calls.get() + n;
  }

  /** The next call of this method takes effect, and is the last. */
  public void crashAfter(String method) {
    takesEffect = true;
    lastMethod = method;
  }

  /** Calls of a method so far. */
  public int calls(String method) {
    return byMethod.getOrDefault(method, 0);
  }

  /** Just before the n-th call of this method from now on, somebody else does something, once. */
  public void meanwhile(String method, int n, Runnable something) {
    meanwhileAt.set(n);
    meanwhileMethod = method;
    meanwhile = something;
  }

  private void letOthersIn(String method) {
    if (method.equals(meanwhileMethod) && meanwhileAt.decrementAndGet() == 0) {
      meanwhile.run();
    }
  }

  /** Queries of this partition fail until it is revived. */
  public void failReading(String partition) {
    unreadable = partition;
  }

  private static boolean reads(Object[] args, String partition) {
    return args.length == 1
        && args[0] instanceof QueryRequest query
        && query.expressionAttributeValues().containsValue(AttributeValue.fromS(partition));
  }

  public boolean crashed() {
    return calls.get() >= crashAt;
  }

  public void revive() {
    crashAt = Integer.MAX_VALUE;
    unreadable = "";
  }

  /** Items written so far, failed conditions included; what an index costs comes on top. */
  public int writes() {
    return writes.get();
  }

  /** Items that queries went over so far, filtered ones included. */
  public int reads() {
    return reads.get();
  }
}
