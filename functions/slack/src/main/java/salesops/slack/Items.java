package salesops.slack;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.runtime.dynamo.Attribute;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** How rows and channels lie in the table. */
final class Items {
  /** Partition of a channel's rows: this and the address. */
  static final String ROWS = "m#";

  /** The one partition of all channels. */
  static final String CHANNELS = "channels";

  static final String NOTE = "note";

  static final TableSchema<RowItem> ROW_SCHEMA = ItemSchema.of(RowItem.class);

  static final TableSchema<ChannelState> CHANNEL_SCHEMA =
      ItemSchema.inPartition(CHANNELS, ChannelState.class, state -> state.channel().address());

  private Items() {}

  /**
   * A row: waits while it has a note.
   *
   * @param unconfirmed the note of a message of which nobody knows whether it arrived
   * @param expiresAt when DynamoDB may delete it
   * @param counted what a digest counts of it
   */
  record RowItem(
      String pk,
      RowKey sk,
      @Nullable SdkBytes note,
      @Nullable SdkBytes unconfirmed,
      @Nullable @Attribute(epochSecond = true) Instant expiresAt,
      @Nullable Counted counted) {}

  static String partition(Channel channel) {
    return ROWS + channel.address();
  }

  /** The state of a channel as found under its key. */
  static ChannelState checked(ChannelState found, Channel asked) {
    if (!found.channel().equals(asked)) {
      throw new IllegalStateException("two channels share a key");
    }
    return found;
  }
}
