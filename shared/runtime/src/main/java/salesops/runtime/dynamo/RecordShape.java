package salesops.runtime.dynamo;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The components of a record class, resolved once: takes records apart and makes them. */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Class<?> type;
  private final List<RecordComponent> components;
  private final List<MethodHandle> accessors;
  private final MethodHandle constructor;

  private RecordShape(Class<?> type) {
    this.type = type;
    this.components = List.of(type.getRecordComponents());
    this.accessors = components.stream().map(RecordShape::accessor).toList();
    this.constructor = constructor(type, components);
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  List<RecordComponent> components() {
    return components;
  }

  static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  @Nullable Object get(Object item, int component) {
    try {
      return (@Nullable Object) accessors.get(component).invokeExact(item);
    } catch (Throwable e) { // declared by invokeExact
      throw unchecked(e);
    }
  }

  Object make(@Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Throwable e) { // declared by invokeExact
      throw unchecked(e);
    }
  }

  /**
   * A copy in which each of these stands instead of the one of its class.
   *
   * @throws IllegalArgumentException when not exactly one component has the class of a part
   */
  Object with(Object item, Record... parts) {
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(item, i);
    }
    for (Record part : parts) {
      values[only(part.getClass())] = part;
    }
    return make(values);
  }

  private int only(Class<?> partType) {
    int[] found =
        IntStream.range(0, components.size())
            .filter(i -> components.get(i).getType() == partType)
            .toArray();
    if (found.length != 1) {
      throw new IllegalArgumentException(
          "%s must have one component of type %s: it has %d"
              .formatted(type.getSimpleName(), partType.getSimpleName(), found.length));
    }
    return found[0];
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // the records of a function are package-private
      return MethodHandles.lookup()
          .unreflect(accessor)
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle constructor(Class<?> type, List<RecordComponent> components) {
    try {
      Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(canonical)
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Accessors and canonical constructors declare no checked exceptions. */
  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }
}
