package salesops.testkit.metering;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's rules for the size of an item and for the units a read or write of it takes.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">
 * item sizes</a> and <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">
 * units</a>.
 */
public final class Capacity {
  /** Bytes of one write unit. */
  static final int WRITE_BYTES = 1024;

  /** Bytes of one read unit. */
  static final int READ_BYTES = 4096;

  /** Prepare and commit. */
  static final int TRANSACTION_FACTOR = 2;

  private static final int CONTAINER_BYTES = 3;
  private static final int ELEMENT_BYTES = 1;

  private Capacity() {}

  /** Units of a plain write: at least 1, even of an item that is not there. */
  static int writeUnits(int bytes) {
    return Math.max(1, (bytes + WRITE_BYTES - 1) / WRITE_BYTES);
  }

  /** Units of a plain read: half when it need not be consistent. */
  static double readUnits(int bytes, boolean consistent) {
    int units = Math.max(1, (bytes + READ_BYTES - 1) / READ_BYTES);
    return consistent ? units : units / 2.0;
  }

  public static int size(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += Bytes.utf8Length(attribute.getKey()) + size(attribute.getValue());
    }
    return bytes;
  }

  private static int size(AttributeValue value) {
    return switch (value.type()) {
      case S -> Bytes.utf8Length(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case SS -> value.ss().stream().mapToInt(Bytes::utf8Length).sum();
      case NS -> value.ns().stream().mapToInt(Capacity::number).sum();
      case BS -> value.bs().stream().map(SdkBytes::asByteArrayUnsafe).mapToInt(b -> b.length).sum();
      case L -> CONTAINER_BYTES + value.l().stream().mapToInt(v -> ELEMENT_BYTES + size(v)).sum();
      case M -> CONTAINER_BYTES + value.m().size() * ELEMENT_BYTES + size(value.m());
      case UNKNOWN_TO_SDK_VERSION -> 0;
    };
  }

  /** One byte for every two significant digits, one more, and one for a sign. */
  private static int number(String text) {
    int first = -1;
    int last = -1;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        if (c != '0') {
          first = first < 0 ? digits : first;
          last = digits;
        }
      }
    }
    int significant = first < 0 ? 0 : last - first + 1;
    return (significant + 1) / 2 + 1 + (text.startsWith("-") ? 1 : 0);
  }
}
