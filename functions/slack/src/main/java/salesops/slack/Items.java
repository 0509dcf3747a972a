package salesops.slack;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import salesops.runtime.dynamo.ConditionalPut;
import salesops.runtime.dynamo.ItemSchema;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** How rows and channels lie in the table. */
final class Items {
  /** Partition of a channel's rows: this and the address. */
  static final String ROWS = "m#";

  /** The one partition of all channels. */
  static final String CHANNELS = "channels";

  static final String NOTE = "note";

  static final String FACT = "fact";

  static final String ARRIVED_AT = "at";

  private Items() {}

  /**
   * A row: waits while it has a note.
   *
   * @param unconfirmed the note of a message of which nobody knows whether it arrived
   * @param expiresAt second in which DynamoDB may delete it
   * @param fact what a digest counts of it
   * @param arrivedAt when it was stored, where something is counted
   */
  record RowItem(
      String pk,
      BigInteger sk,
      @Nullable SdkBytes note,
      @Nullable SdkBytes unconfirmed,
      @Nullable Long expiresAt,
      @Nullable String fact,
      @Nullable Long arrivedAt) {
    /** The row with what is counted of it. */
    RowItem counting(@Nullable Counted counted) {
      return counted == null
          ? this
          : new RowItem(
              pk,
              sk,
              note,
              unconfirmed,
              expiresAt,
              counted.fact(),
              counted.arrivedAt().toEpochMilli());
    }

    @Nullable Counted counted() {
      return fact == null || arrivedAt == null
          ? null
          : new Counted(Instant.ofEpochMilli(arrivedAt), fact);
    }
  }

  static String partition(Channel channel) {
    return ROWS + channel.address();
  }

  static BigInteger sortKey(Channel channel) {
    return new BigInteger(Digests.of(channel.address()), 36);
  }

  /** Collects the attributes of a row as the mapper reads them. */
  static final class RowBuilder {
    private String pk = "";
    private BigInteger sk = BigInteger.ZERO;
    private @Nullable SdkBytes note;
    private @Nullable SdkBytes unconfirmed;
    private @Nullable Long expiresAt;
    private @Nullable String fact;
    private @Nullable Long arrivedAt;

    RowItem build() {
      return new RowItem(pk, sk, note, unconfirmed, expiresAt, fact, arrivedAt);
    }
  }

  static final TableSchema<RowItem> ROW_SCHEMA =
      ItemSchema.of(RowItem.class, RowBuilder.class, RowBuilder::new, RowBuilder::build)
          .partitionKey(RowItem::pk, (b, v) -> b.pk = v)
          .sortKey(BigInteger.class, RowItem::sk, (b, v) -> b.sk = v)
          .attribute(NOTE, SdkBytes.class, RowItem::note, (b, v) -> b.note = v)
          .attribute(
              "unconfirmed", SdkBytes.class, RowItem::unconfirmed, (b, v) -> b.unconfirmed = v)
          .attribute("expiresAt", Long.class, RowItem::expiresAt, (b, v) -> b.expiresAt = v)
          .attribute(FACT, String.class, RowItem::fact, (b, v) -> b.fact = v)
          .attribute(ARRIVED_AT, Long.class, RowItem::arrivedAt, (b, v) -> b.arrivedAt = v)
          .build();

  static final TableSchema<ChannelState> CHANNEL_SCHEMA =
      ItemSchema.of(
              ChannelState.class,
              ChannelState.Builder.class,
              ChannelState.Builder::new,
              ChannelState.Builder::build)
          .partitionKey(s -> CHANNELS, (b, v) -> {})
          .sortKey(BigInteger.class, s -> sortKey(s.channel()), (b, v) -> {})
          .attribute(
              "channel",
              String.class,
              s -> s.channel().address(),
              (b, v) -> b.channel(new Channel(v)))
          .attribute(
              ConditionalPut.REVISION,
              Long.class,
              ChannelState::revision,
              ChannelState.Builder::revision)
          .attribute("owner", String.class, ChannelState::owner, ChannelState.Builder::owner)
          .millis("leasedUntil", ChannelState::leasedUntil, ChannelState.Builder::leasedUntil)
          .attribute(
              "inFlight",
              EnhancedType.listOf(BigInteger.class),
              s -> s.inFlight().stream().map(RowKey::number).toList(),
              (b, v) -> b.inFlight(v.stream().map(RowKey::new).toList()))
          .attribute(
              "attempts", Integer.class, ChannelState::attempts, ChannelState.Builder::attempts)
          .attribute(
              "sentThrough",
              BigInteger.class,
              s -> s.sentThrough().number(),
              (b, v) -> b.sentThrough(new RowKey(v)))
          .attribute(
              "reported",
              BigInteger.class,
              s -> number(s.reported()),
              (b, v) -> b.reported(new RowKey(v)))
          .millis("notBefore", ChannelState::notBefore, ChannelState.Builder::notBefore)
          .attribute(
              "failures", Integer.class, ChannelState::failures, ChannelState.Builder::failures)
          .attribute("error", String.class, ChannelState::error, ChannelState.Builder::error)
          .attribute("user", String.class, ChannelState::user, ChannelState.Builder::user)
          .attribute("left", Boolean.class, ChannelState::left, ChannelState.Builder::left)
          .millis("touchedAt", ChannelState::touchedAt, ChannelState.Builder::touchedAt)
          .millis("minute", ChannelState::minute, ChannelState.Builder::minute)
          .attribute("posted", Integer.class, ChannelState::posted, ChannelState.Builder::posted)
          .millis("digested", ChannelState::digestedThrough, ChannelState.Builder::digestedThrough)
          .build();

  private static @Nullable BigInteger number(@Nullable RowKey key) {
    return key == null ? null : key.number();
  }

  /** The state of a channel as found under its key. */
  static ChannelState checked(ChannelState found, Channel asked) {
    if (!found.channel().equals(asked)) {
      throw new IllegalStateException("two channels share a key");
    }
    return found;
  }
}
