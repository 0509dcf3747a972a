package salesops.scoring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.core.SdkBytes;
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
    @Nullable @Attribute("h") SdkBytes history,
    @Nullable String home) {

  static final TableSchema<ScoringItem> SCHEMA = ItemSchema.of(ScoringItem.class);

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
}
