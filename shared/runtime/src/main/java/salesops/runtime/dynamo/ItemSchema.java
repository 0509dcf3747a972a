package salesops.runtime.dynamo;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * A record as an item, an attribute a line. Keys are {@code pk} and {@code sk}; what is null is not
 * stored, and what is not stored is not set.
 *
 * @param <T> the record
 * @param <B> collects its attributes when an item is read
 */
public final class ItemSchema<T, B> {
  private final StaticImmutableTableSchema.Builder<T, B> schema;

  private ItemSchema(StaticImmutableTableSchema.Builder<T, B> schema) {
    this.schema = schema;
  }

  public static <T, B> ItemSchema<T, B> of(
      Class<T> type, Class<B> builder, Supplier<B> begin, Function<B, T> build) {
    return new ItemSchema<>(
        StaticImmutableTableSchema.builder(type, builder).newItemBuilder(begin, build));
  }

  public ItemSchema<T, B> partitionKey(
      Function<T, @Nullable String> get, BiConsumer<B, String> set) {
    return add("pk", String.class, get, set, StaticAttributeTags.primaryPartitionKey());
  }

  public <K extends Number> ItemSchema<T, B> sortKey(
      Class<K> type, Function<T, @Nullable K> get, BiConsumer<B, K> set) {
    return add("sk", type, get, set, StaticAttributeTags.primarySortKey());
  }

  public ItemSchema<T, B> indexPartitionKey(
      String index, String name, Function<T, @Nullable String> get, BiConsumer<B, String> set) {
    return add(name, String.class, get, set, StaticAttributeTags.secondaryPartitionKey(index));
  }

  public <K extends Number> ItemSchema<T, B> indexSortKey(
      String index,
      String name,
      Class<K> type,
      Function<T, @Nullable K> get,
      BiConsumer<B, K> set) {
    return add(name, type, get, set, StaticAttributeTags.secondarySortKey(index));
  }

  public <V> ItemSchema<T, B> attribute(
      String name, Class<V> type, Function<T, @Nullable V> get, BiConsumer<B, V> set) {
    return add(name, type, get, set);
  }

  public <V> ItemSchema<T, B> attribute(
      String name, EnhancedType<V> type, Function<T, @Nullable V> get, BiConsumer<B, V> set) {
    schema.addAttribute(type, a -> a.name(name).getter(get).setter(set));
    return this;
  }

  /** A time, to the millisecond, as the number of them since 1970. */
  public ItemSchema<T, B> millis(
      String name, Function<T, @Nullable Instant> get, BiConsumer<B, Instant> set) {
    return add(
        name,
        Long.class,
        item -> {
          Instant time = get.apply(item);
          return time == null ? null : time.toEpochMilli();
        },
        (builder, millis) -> set.accept(builder, Instant.ofEpochMilli(millis)));
  }

  private <V> ItemSchema<T, B> add(
      String name,
      Class<V> type,
      Function<T, @Nullable V> get,
      BiConsumer<B, V> set,
      StaticAttributeTag... tags) {
    schema.addAttribute(type, a -> a.name(name).getter(get).setter(set).tags(tags));
    return this;
  }

  public TableSchema<T> build() {
    return schema.build();
  }
}
