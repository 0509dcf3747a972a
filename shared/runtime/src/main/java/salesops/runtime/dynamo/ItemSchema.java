package salesops.runtime.dynamo;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * The schema of an item, derived from the record that declares it:
 *
 * <pre>{@code
 * record Order(
 *     String pk,                            // the keys are pk and sk
 *     long sk,
 *     OrderId id,                           // a record of one component is stored as that one
 *     Instant placedAt,                     // a number: milliseconds since 1970
 *     @Nullable @Attribute("c") String comment, // not stored when null
 *     Lease lease) {                        // a record of several: its attributes are the item's
 *   static final TableSchema<Order> SCHEMA = ItemSchema.of(Order.class);
 * }
 * }</pre>
 *
 * <p>An attribute has its component's name, unless {@link Attribute} says otherwise. A component
 * whose attribute is absent is null if it is {@code @Nullable}, else 0, false, empty or 1970. A
 * nullable record of several components is null unless all its attributes are there that cannot be
 * null. So components can be added and removed while old items stay readable.
 */
public final class ItemSchema<T extends Record> {
  private final StaticImmutableTableSchema.Builder<T, Object[]> schema;

  /** Attributes so far: each is read into its place of an array, from which records are made. */
  private int places;

  private ItemSchema(Class<T> type) {
    schema = StaticImmutableTableSchema.builder(type, Object[].class);
    Part item = group(type, false, value -> value);
    int size = places;
    schema.newItemBuilder(() -> new Object[size], stored -> type.cast(item.read(stored)));
  }

  /** Items whose components {@code pk} and {@code sk} are the key. */
  public static <T extends Record> TableSchema<T> of(Class<T> type) {
    return new ItemSchema<>(type).schema.build();
  }

  /**
   * Items that share one partition and are sorted by a digest of what tells them apart.
   *
   * @param partition the partition's key
   * @param name what tells items apart
   */
  public static <T extends Record> TableSchema<T> inPartition(
      String partition, Class<T> type, Function<T, String> name) {
    return new ItemSchema<>(type)
        .schema
        .addAttribute(
            String.class,
            a ->
                a.name("pk")
                    .getter(item -> partition)
                    .setter((stored, pk) -> {})
                    .tags(StaticAttributeTags.primaryPartitionKey()))
        .addAttribute(
            BigInteger.class,
            a ->
                a.name("sk")
                    .getter(item -> sortKey(name.apply(item)))
                    .setter((stored, sk) -> {})
                    .tags(StaticAttributeTags.primarySortKey()))
        .build();
  }

  /** The sort key of an item {@link #inPartition}. */
  public static BigInteger sortKey(String name) {
    return new BigInteger(Digests.of(name), 36);
  }

  /** What a component of an item is read from. */
  private sealed interface Part {
    @Nullable Object read(@Nullable Object[] stored);

    /** Whether everything is there that cannot be null. */
    boolean isComplete(@Nullable Object[] stored);
  }

  private record Single(int place, StoredForm form, boolean nullable) implements Part {
    @Override
    public @Nullable Object read(@Nullable Object[] stored) {
      Object value = stored[place];
      if (value != null) {
        return form.read().apply(value);
      }
      return nullable ? null : form.absent().get();
    }

    @Override
    public boolean isComplete(@Nullable Object[] stored) {
      return nullable || stored[place] != null;
    }
  }

  private record Group(RecordShape shape, List<Part> parts, boolean nullable) implements Part {
    @Override
    public @Nullable Object read(@Nullable Object[] stored) {
      return nullable && !isComplete(stored)
          ? null
          : shape.make(parts.stream().map(part -> part.read(stored)).toArray());
    }

    @Override
    public boolean isComplete(@Nullable Object[] stored) {
      return parts.stream().allMatch(part -> part.isComplete(stored));
    }
  }

  private Part group(Class<?> type, boolean nullable, UnaryOperator<@Nullable Object> get) {
    RecordShape shape = RecordShape.of(type);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < shape.components().size(); i++) {
      int index = i;
      parts.add(
          part(
              shape.components().get(i),
              item -> {
                Object group = get.apply(item);
                return group == null ? null : shape.get(group, index);
              }));
    }
    return new Group(shape, parts, nullable);
  }

  private Part part(RecordComponent component, UnaryOperator<@Nullable Object> get) {
    boolean nullable = RecordShape.isNullable(component);
    Class<?> type = component.getType();
    if (type.isRecord() && !StoredForm.isValue(type)) {
      return group(type, nullable, get);
    }
    StoredForm form = StoredForm.of(component);
    add(component, form, get);
    return new Single(places++, form, nullable);
  }

  @SuppressWarnings("unchecked") // the form converts what it says it does
  private void add(
      RecordComponent component, StoredForm form, UnaryOperator<@Nullable Object> get) {
    int place = places;
    schema.addAttribute(
        (EnhancedType<Object>) form.type(),
        a ->
            a.name(name(component))
                .getter(
                    item -> {
                      Object value = get.apply(item);
                      return value == null ? null : form.write().apply(value);
                    })
                .setter((stored, value) -> stored[place] = value)
                .tags(tags(component)));
  }

  private static String name(RecordComponent component) {
    Attribute how = component.getAnnotation(Attribute.class);
    return how == null || how.value().isEmpty() ? component.getName() : how.value();
  }

  private static List<StaticAttributeTag> tags(RecordComponent component) {
    List<StaticAttributeTag> tags = new ArrayList<>();
    switch (name(component)) {
      case "pk" -> tags.add(StaticAttributeTags.primaryPartitionKey());
      case "sk" -> tags.add(StaticAttributeTags.primarySortKey());
      default -> {}
    }
    Attribute how = component.getAnnotation(Attribute.class);
    if (how != null && !how.partitionKeyOf().isEmpty()) {
      tags.add(StaticAttributeTags.secondaryPartitionKey(how.partitionKeyOf()));
    }
    if (how != null && !how.sortKeyOf().isEmpty()) {
      tags.add(StaticAttributeTags.secondarySortKey(how.sortKeyOf()));
    }
    return tags;
  }
}
