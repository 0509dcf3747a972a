package salesops.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** A client that goes wrong, and one that counts. */
final class FaultyDynamo {
  private FaultyDynamo() {}

  /** Calls {@code fault} before and after each request; what it throws is what the caller sees. */
  static DynamoDbClient of(DynamoDbClient real, Consumer<String> fault) {
    return proxy(
        real,
        (name, request) -> fault.accept("before " + name),
        (name, error) -> fault.accept("after " + name));
  }

  private interface Seen {
    void call(String name, Object detail);
  }

  private static final Object NOTHING = new Object();

  private static DynamoDbClient proxy(DynamoDbClient real, Seen before, Seen after) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (self, method, arguments) -> {
              before.call(method.getName(), arguments == null ? NOTHING : arguments[0]);
              try {
                Object answer = method.invoke(real, arguments);
                after.call(method.getName(), NOTHING);
                return answer;
              } catch (InvocationTargetException e) {
                Throwable error = requireNonNull(e.getCause());
                after.call(method.getName(), error);
                throw error;
              }
            });
  }

  /** What was asked of a table. */
  static final class Count {
    final AtomicLong calls = new AtomicLong();
    final AtomicLong transactions = new AtomicLong();
    final AtomicLong cancelled = new AtomicLong();
    final AtomicLong writeUnits = new AtomicLong();

    /** Counts as DynamoDB bills: a kibibyte begun is a unit, twice that in a transaction. */
    DynamoDbClient on(DynamoDbClient real) {
      return proxy(real, this::before, this::after);
    }

    @SuppressWarnings("unchecked")
    private void before(String name, Object argument) {
      calls.incrementAndGet();
      if (name.equals("updateItem")) {
        writeUnits.incrementAndGet();
      } else if (name.equals("transactWriteItems")) {
        transactions.incrementAndGet();
        TransactWriteItemsRequest.Builder request = TransactWriteItemsRequest.builder();
        ((Consumer<TransactWriteItemsRequest.Builder>) argument).accept(request);
        request.build().transactItems().forEach(i -> writeUnits.addAndGet(2L * units(i)));
      }
    }

    private void after(String name, Object error) {
      if (name.equals("transactWriteItems") && error instanceof Throwable) {
        cancelled.incrementAndGet();
      }
    }

    private static int units(TransactWriteItem item) {
      return item.put() == null ? 1 : (size(item.put().item()) + 1023) / 1024;
    }
  }

  /**
   * Bytes of an item by DynamoDB's rules for <a
   * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">item
   * sizes</a>.
   */
  static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream().mapToInt(e -> bytes(e.getKey()) + size(e.getValue())).sum();
  }

  private static int size(AttributeValue value) {
    return switch (value.type()) {
      case S -> bytes(value.s());
      case N -> (value.n().length() + 1) / 2 + 1;
      case B -> value.b().asByteArrayUnsafe().length;
      case M -> 3 + value.m().size() + size(value.m());
      default -> throw new IllegalArgumentException("not used by routing: " + value.type());
    };
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
