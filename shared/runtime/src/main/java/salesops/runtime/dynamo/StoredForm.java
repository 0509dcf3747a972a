package salesops.runtime.dynamo;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;

/**
 * How values of a type are stored.
 *
 * @param type what the SDK converts
 * @param write from the value to what is stored; null: nothing
 * @param read from what is stored to the value
 * @param absent what a component that cannot be null has when nothing is stored
 */
record StoredForm(
    EnhancedType<?> type,
    Function<Object, @Nullable Object> write,
    UnaryOperator<Object> read,
    Supplier<Object> absent) {

  private static final Map<Class<?>, Object> ZEROS =
      Map.of(
          String.class,
          "",
          Integer.class,
          0,
          Long.class,
          0L,
          Boolean.class,
          false,
          BigInteger.class,
          BigInteger.ZERO,
          SdkBytes.class,
          SdkBytes.fromByteArray(new byte[0]));

  private static final Map<Class<?>, Class<?>> BOXES =
      Map.of(int.class, Integer.class, long.class, Long.class, boolean.class, Boolean.class);

  /**
   * @throws IllegalArgumentException when no attribute holds values of this type
   */
  static StoredForm of(RecordComponent component) {
    Attribute how = component.getAnnotation(Attribute.class);
    return how != null && how.epochSecond()
        ? instant(Instant::getEpochSecond, Instant::ofEpochSecond)
        : of(component.getGenericType());
  }

  private static StoredForm of(Type type) {
    return switch (type) {
      case Class<?> c when ZEROS.containsKey(BOXES.getOrDefault(c, c)) ->
          plain(BOXES.getOrDefault(c, c));
      case Class<?> c when c == Instant.class ->
          instant(Instant::toEpochMilli, Instant::ofEpochMilli);
      case Class<?> c when isValue(c) -> value(RecordShape.of(c));
      case ParameterizedType t when t.getRawType() == List.class ->
          list(of(t.getActualTypeArguments()[0]));
      case ParameterizedType t
          when t.getRawType() == Map.class && t.getActualTypeArguments()[0] == String.class ->
          map(of(t.getActualTypeArguments()[1]));
      default -> throw new IllegalArgumentException("no attribute holds a " + type.getTypeName());
    };
  }

  /** Whether it is a record that stands for its only component. */
  static boolean isValue(Class<?> type) {
    return type.isRecord() && RecordShape.of(type).components().size() == 1;
  }

  private static StoredForm plain(Class<?> type) {
    Object zero = Objects.requireNonNull(ZEROS.get(type));
    return new StoredForm(EnhancedType.of(type), v -> v, v -> v, () -> zero);
  }

  private static StoredForm instant(ToLongFunction<Instant> write, LongFunction<Instant> read) {
    return new StoredForm(
        EnhancedType.of(Long.class),
        time -> write.applyAsLong((Instant) time),
        number -> read.apply((Long) number),
        () -> Instant.EPOCH);
  }

  private static StoredForm value(RecordShape shape) {
    RecordComponent component = shape.components().getFirst();
    StoredForm only = of(component);
    boolean nullable = RecordShape.isNullable(component);
    return new StoredForm(
        only.type,
        value -> {
          Object inner = shape.get(value, 0);
          return inner == null ? null : only.write.apply(inner);
        },
        stored -> shape.make(new Object[] {only.read.apply(stored)}),
        () -> shape.make(new @Nullable Object[] {nullable ? null : only.absent.get()}));
  }

  private static StoredForm list(StoredForm element) {
    return new StoredForm(
        EnhancedType.listOf(element.type),
        list -> ((List<?>) list).stream().map(element.write).toList(),
        list -> ((List<?>) list).stream().map(element.read).toList(),
        List::of);
  }

  private static StoredForm map(StoredForm value) {
    return new StoredForm(
        EnhancedType.mapOf(EnhancedType.of(String.class), value.type),
        map -> eachValue((Map<?, ?>) map, value.write),
        map -> eachValue((Map<?, ?>) map, value.read),
        Map::of);
  }

  private static Map<Object, @Nullable Object> eachValue(
      Map<?, ?> map, Function<Object, ? extends @Nullable Object> change) {
    Map<Object, @Nullable Object> changed = new LinkedHashMap<>();
    map.forEach((key, value) -> changed.put(key, change.apply(value)));
    return changed;
  }
}
