package salesops.scoring;

import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.model.PersonKey;
import salesops.runtime.Outbox;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of the scoring table: a version of a person's record, or, as the first item of a key, the
 * way to the key that has the record.
 *
 * @param pk person key
 * @param sk version, 1 for the first
 * @param leadId the lead this version came with; absent in an alias
 * @param outbox the event {@code LeadScored}, which is the record of score, parts, settings version
 *     and time
 * @param history packed {@link History} after this lead
 * @param home person key that has the record; present only in an alias
 */
record ScoringItem(
    String pk,
    int sk,
    @Nullable String leadId,
    @Nullable AttributeValue outbox,
    @Nullable AttributeValue history,
    @Nullable String home) {

  static ScoringItem alias(PersonKey key, PersonKey home) {
    return new ScoringItem(key.value(), 1, null, null, null, home.value());
  }

  /** The key that an alias leads to, else the item's own. */
  String homeOrSelf() {
    return home == null ? pk : home;
  }

  /**
   * @throws IllegalStateException when this is an alias
   */
  Envelope<LeadScored> readScored() {
    return Outbox.read(required(outbox), LeadScored.class);
  }

  /**
   * @throws IllegalStateException when this is an alias
   */
  History readHistory() {
    byte[] packed = required(history).b().asByteArrayUnsafe();
    return PackedHistory.unpack(packed, new PersonKey(pk), sk, readScored().data().lead());
  }

  private static AttributeValue required(@Nullable AttributeValue value) {
    if (value == null) {
      throw new IllegalStateException("scoring item has no version");
    }
    return value;
  }

  static final TableSchema<ScoringItem> SCHEMA =
      StaticImmutableTableSchema.builder(ScoringItem.class, Builder.class)
          .newItemBuilder(Builder::new, Builder::build)
          .addAttribute(
              String.class,
              a ->
                  a.name("pk")
                      .getter(ScoringItem::pk)
                      .setter((b, v) -> b.pk = v)
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .addAttribute(
              Integer.class,
              a ->
                  a.name("sk")
                      .getter(ScoringItem::sk)
                      .setter((b, v) -> b.sk = v)
                      .tags(StaticAttributeTags.primarySortKey()))
          .addAttribute(
              String.class,
              a -> a.name("leadId").getter(ScoringItem::leadId).setter((b, v) -> b.leadId = v))
          .addAttribute(
              AttributeValue.class,
              a ->
                  a.name("outbox")
                      .getter(ScoringItem::outbox)
                      .setter((b, v) -> b.outbox = v)
                      .attributeConverter(new AsIs(AttributeValueType.M)))
          .addAttribute(
              AttributeValue.class,
              a ->
                  a.name("h")
                      .getter(ScoringItem::history)
                      .setter((b, v) -> b.history = v)
                      .attributeConverter(new AsIs(AttributeValueType.B)))
          .addAttribute(
              String.class,
              a -> a.name("home").getter(ScoringItem::home).setter((b, v) -> b.home = v))
          .build();

  /** What the schema fills while it reads an item. */
  static final class Builder {
    private String pk = "";
    private int sk;
    private @Nullable String leadId;
    private @Nullable AttributeValue outbox;
    private @Nullable AttributeValue history;
    private @Nullable String home;

    ScoringItem build() {
      return new ScoringItem(pk, sk, leadId, outbox, history, home);
    }
  }

  /** Leaves an attribute as DynamoDB has it. */
  private record AsIs(AttributeValueType attributeValueType)
      implements AttributeConverter<AttributeValue> {
    @Override
    public AttributeValue transformFrom(AttributeValue value) {
      return value;
    }

    @Override
    public AttributeValue transformTo(AttributeValue value) {
      return value;
    }

    @Override
    public EnhancedType<AttributeValue> type() {
      return EnhancedType.of(AttributeValue.class);
    }
  }
}
