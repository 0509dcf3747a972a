package salesops.slack;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesops.model.Digests;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

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
      StaticImmutableTableSchema.builder(RowItem.class, RowBuilder.class)
          .newItemBuilder(RowBuilder::new, RowBuilder::build)
          .addAttribute(
              String.class,
              a ->
                  a.name("pk")
                      .getter(RowItem::pk)
                      .setter((b, v) -> b.pk = v)
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .addAttribute(
              BigInteger.class,
              a ->
                  a.name("sk")
                      .getter(RowItem::sk)
                      .setter((b, v) -> b.sk = v)
                      .tags(StaticAttributeTags.primarySortKey()))
          .addAttribute(
              SdkBytes.class, a -> a.name(NOTE).getter(RowItem::note).setter((b, v) -> b.note = v))
          .addAttribute(
              SdkBytes.class,
              a ->
                  a.name("unconfirmed")
                      .getter(RowItem::unconfirmed)
                      .setter((b, v) -> b.unconfirmed = v))
          .addAttribute(
              Long.class,
              a -> a.name("expiresAt").getter(RowItem::expiresAt).setter((b, v) -> b.expiresAt = v))
          .addAttribute(
              String.class, a -> a.name(FACT).getter(RowItem::fact).setter((b, v) -> b.fact = v))
          .addAttribute(
              Long.class,
              a -> a.name(ARRIVED_AT).getter(RowItem::arrivedAt).setter((b, v) -> b.arrivedAt = v))
          .build();

  static final TableSchema<ChannelState> CHANNEL_SCHEMA =
      StaticImmutableTableSchema.builder(ChannelState.class, ChannelState.Builder.class)
          .newItemBuilder(ChannelState.Builder::new, ChannelState.Builder::build)
          .addAttribute(
              String.class,
              a ->
                  a.name("pk")
                      .getter(s -> CHANNELS)
                      .setter((b, v) -> {})
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .addAttribute(
              BigInteger.class,
              a ->
                  a.name("sk")
                      .getter(s -> sortKey(s.channel()))
                      .setter((b, v) -> {})
                      .tags(StaticAttributeTags.primarySortKey()))
          .addAttribute(
              String.class,
              a ->
                  a.name("channel")
                      .getter(s -> s.channel().address())
                      .setter((b, v) -> b.channel(new Channel(v))))
          .addAttribute(
              Long.class,
              a -> a.name("rev").getter(ChannelState::revision).setter((b, v) -> b.revision(v)))
          .addAttribute(
              String.class,
              a -> a.name("owner").getter(ChannelState::owner).setter((b, v) -> b.owner(v)))
          .addAttribute(
              Long.class,
              a ->
                  a.name("leasedUntil")
                      .getter(s -> s.leasedUntil().toEpochMilli())
                      .setter((b, v) -> b.leasedUntil(Instant.ofEpochMilli(v))))
          .addAttribute(
              EnhancedType.listOf(BigInteger.class),
              a ->
                  a.name("inFlight")
                      .getter(s -> s.inFlight().stream().map(RowKey::number).toList())
                      .setter((b, v) -> b.inFlight(v.stream().map(RowKey::new).toList())))
          .addAttribute(
              Integer.class,
              a ->
                  a.name("attempts").getter(ChannelState::attempts).setter((b, v) -> b.attempts(v)))
          .addAttribute(
              BigInteger.class,
              a ->
                  a.name("sentThrough")
                      .getter(s -> s.sentThrough().number())
                      .setter((b, v) -> b.sentThrough(new RowKey(v))))
          .addAttribute(
              BigInteger.class,
              a ->
                  a.name("reported")
                      .getter(s -> number(s.reported()))
                      .setter((b, v) -> b.reported(new RowKey(v))))
          .addAttribute(
              Long.class,
              a ->
                  a.name("notBefore")
                      .getter(s -> s.notBefore().toEpochMilli())
                      .setter((b, v) -> b.notBefore(Instant.ofEpochMilli(v))))
          .addAttribute(
              Integer.class,
              a ->
                  a.name("failures").getter(ChannelState::failures).setter((b, v) -> b.failures(v)))
          .addAttribute(
              String.class,
              a -> a.name("error").getter(ChannelState::error).setter((b, v) -> b.error(v)))
          .addAttribute(
              String.class,
              a -> a.name("user").getter(ChannelState::user).setter((b, v) -> b.user(v)))
          .addAttribute(
              Boolean.class,
              a -> a.name("left").getter(ChannelState::left).setter((b, v) -> b.left(v)))
          .addAttribute(
              Long.class,
              a ->
                  a.name("touchedAt")
                      .getter(s -> s.touchedAt().toEpochMilli())
                      .setter((b, v) -> b.touchedAt(Instant.ofEpochMilli(v))))
          .addAttribute(
              Long.class,
              a ->
                  a.name("minute")
                      .getter(s -> s.minute().toEpochMilli())
                      .setter((b, v) -> b.minute(Instant.ofEpochMilli(v))))
          .addAttribute(
              Integer.class,
              a -> a.name("posted").getter(ChannelState::posted).setter((b, v) -> b.posted(v)))
          .addAttribute(
              Long.class,
              a ->
                  a.name("digested")
                      .getter(s -> millis(s.digestedThrough()))
                      .setter((b, v) -> b.digestedThrough(Instant.ofEpochMilli(v))))
          .build();

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

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
