package salesops.runtime.settings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import salesops.events.Envelope;
import salesops.events.SettingsApplied;
import salesops.model.Digests;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.lambda.Platform;
import salesops.runtime.outbox.Outbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The settings table: immutable compressed chunks of each version, and a pointer to the one in
 * force. Functions only read; {@code settings apply} writes.
 *
 * <p>Keys: {@code pk} = {@code c#}digest and {@code sk} = number for a chunk; {@code v}N and 0 for
 * a version; {@code pointer} and 0 for the one in force.
 */
public final class SettingsTable {
  /** Oldest that {@link #current()} may be. */
  public static final Duration AGE_MAX = Duration.ofSeconds(5);

  /** Largest chunk: an item of DynamoDB holds 400 KB. */
  static final int CHUNK_BYTES_MAX = 350 * 1024;

  /** Largest settings: twelve times what 5,000 territories and 1,000 reps take. */
  static final int CHUNKS_MAX = 40;

  /** Versions kept in memory. */
  private static final int CACHED_MAX = 4;

  private static final String POINTER = "pointer";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;
  private final Map<Integer, Settings> versions = new ConcurrentHashMap<>();
  private volatile @Nullable Seen seen;

  private record Seen(int version, Instant at) {}

  /** The one that the function's environment names. */
  public static SettingsTable of(Platform platform) {
    return new SettingsTable(
        platform.dynamo().get(), platform.required(Platform.SETTINGS_TABLE), platform.clock());
  }

  public SettingsTable(DynamoDbClient dynamo, String table, Clock clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /**
   * The version in force, at most {@link #AGE_MAX} old. A batch asks once and uses what it gets.
   *
   * @throws IllegalStateException when none was ever applied
   */
  public Settings current() {
    Seen last = seen;
    Instant now = clock.instant();
    if (last == null || now.isAfter(last.at().plus(AGE_MAX)) || now.isBefore(last.at())) {
      int version = pointer();
      if (version == 0) {
        throw new IllegalStateException("no settings were applied yet");
      }
      last = new Seen(version, now);
      seen = last;
    }
    return version(last.version());
  }

  /** Number of the version in force, read now; 0 when none was ever applied. */
  public int pointer() {
    AttributeValue version = get(POINTER, 0).get("version");
    return version == null ? 0 : Integer.parseInt(version.n());
  }

  /**
   * Any version ever applied.
   *
   * @throws IllegalArgumentException when there is no such version
   */
  public Settings version(int version) {
    Settings cached = versions.get(version);
    if (cached != null) {
      return cached;
    }
    Settings loaded =
        load(version)
            .orElseThrow(() -> new IllegalArgumentException("no settings version " + version));
    if (versions.size() >= CACHED_MAX) {
      versions.clear();
    }
    versions.put(version, loaded);
    return loaded;
  }

  private Optional<Settings> load(int version) {
    Map<String, AttributeValue> head = get("v" + version, 0);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    int chunks = Integer.parseInt(required(head, "chunks").n());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int i = 0; i < chunks; i++) {
      packed.writeBytes(
          required(get(required(head, "content").s(), i), "chunk").b().asByteArrayUnsafe());
    }
    return Optional.of(Json.read(gunzip(packed.toByteArray()), Settings.class));
  }

  /**
   * Stores a new version and moves the pointer to it.
   *
   * @return false when another version was applied meanwhile: nothing changed
   * @throws IllegalArgumentException when the settings are larger than {@link #CHUNKS_MAX} chunks
   */
  public boolean apply(Settings settings) {
    byte[] packed = gzip(Json.bytes(settings));
    int chunks = (packed.length + CHUNK_BYTES_MAX - 1) / CHUNK_BYTES_MAX;
    if (chunks > CHUNKS_MAX) {
      throw new IllegalArgumentException(
          "settings are too large: " + packed.length + " bytes compressed");
    }
    int previous = settings.version() - 1;
    if (pointer() != previous) {
      return false;
    }
    // Named by their content, so two operators at once, or a second try, cannot mix their chunks.
    String content = "c#" + Digests.of(HexFormat.of().formatHex(packed));
    for (int i = 0; i < chunks; i++) {
      int from = i * CHUNK_BYTES_MAX;
      byte[] chunk =
          Arrays.copyOfRange(packed, from, Math.min(packed.length, from + CHUNK_BYTES_MAX));
      Map<String, AttributeValue> item = new HashMap<>(key(content, i));
      item.put("chunk", AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(chunk)));
      dynamo.putItem(r -> r.tableName(table).item(item));
    }
    Map<String, AttributeValue> head = new HashMap<>(key("v" + settings.version(), 0));
    head.put("content", AttributeValue.fromS(content));
    head.put("chunks", number(chunks));
    Map<String, AttributeValue> pointer = new HashMap<>(key(POINTER, 0));
    pointer.put("version", number(settings.version()));
    SettingsApplied applied =
        new SettingsApplied(
            settings.version(), previous, settings.appliedBy(), settings.appliedAt());
    pointer.put(Outbox.ATTRIBUTE, Outbox.of(Envelope.of(applied, null, settings.appliedAt())));
    try {
      dynamo.transactWriteItems(
          r ->
              r.transactItems(
                  put(p -> p.item(head).conditionExpression("attribute_not_exists(pk)")),
                  // Of two operators at once the second is told, and looks again.
                  put(
                      p ->
                          p.item(pointer)
                              .conditionExpression("attribute_not_exists(pk) OR version = :p")
                              .expressionAttributeValues(Map.of(":p", number(previous))))));
    } catch (TransactionCanceledException e) {
      return false;
    }
    seen = null;
    return true;
  }

  private TransactWriteItem put(Consumer<Put.Builder> put) {
    return TransactWriteItem.builder().put(p -> put.accept(p.tableName(table))).build();
  }

  private Map<String, AttributeValue> get(String pk, int sk) {
    return dynamo.getItem(r -> r.tableName(table).key(key(pk, sk)).consistentRead(true)).item();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Map<String, AttributeValue> key(String pk, int sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", number(sk));
  }

  private static AttributeValue required(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("settings item lacks " + name);
    }
    return value;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] gunzip(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
