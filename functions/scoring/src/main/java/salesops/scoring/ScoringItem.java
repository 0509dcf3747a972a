package salesops.scoring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * An item of the scoring table: a version of a person's record, or, as the first item of a key, the
 * way to the key that has the record.
 *
 * @param pk person key
 * @param sk version, 1 for the first
 * @param outbox event id and packed event {@code LeadScored}, which is the record of lead, score,
 *     parts, settings version and time; absent in an alias
 * @param history packed {@link History} after this lead; absent in an alias
 * @param home person key that has the record; present only in an alias
 */
record ScoringItem(
    String pk,
    int sk,
    @Nullable Map<String, SdkBytes> outbox,
    @Nullable SdkBytes history,
    @Nullable String home) {

  static final TableSchema<ScoringItem> SCHEMA =
      ItemSchema.of(ScoringItem.class, Builder.class, Builder::new, Builder::build)
          .partitionKey(ScoringItem::pk, (b, v) -> b.pk = v)
          .sortKey(Integer.class, ScoringItem::sk, (b, v) -> b.sk = v)
          .attribute(
              "outbox",
              EnhancedType.mapOf(String.class, SdkBytes.class),
              ScoringItem::outbox,
              (b, v) -> b.outbox = v)
          .attribute("h", SdkBytes.class, ScoringItem::history, (b, v) -> b.history = v)
          .attribute("home", String.class, ScoringItem::home, (b, v) -> b.home = v)
          .build();

  static ScoringItem alias(String key, String home) {
    return new ScoringItem(key, 1, null, null, home);
  }

  /** The key that an alias leads to, else the item's own. */
  String homeOrSelf() {
    return home == null ? pk : home;
  }

  /** Whether this is the version of that event: its id tells, without unpacking it. */
  boolean isOf(String eventId) {
    return outbox != null && outbox.containsKey(eventId);
  }

  /** What the schema fills while it reads an item. */
  static final class Builder {
    private String pk = "";
    private int sk;
    private @Nullable Map<String, SdkBytes> outbox;
    private @Nullable SdkBytes history;
    private @Nullable String home;

    ScoringItem build() {
      return new ScoringItem(pk, sk, outbox, history, home);
    }
  }
}
