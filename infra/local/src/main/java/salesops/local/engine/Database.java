package salesops.local.engine;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesops.local.faults.Faults;
import salesops.local.faults.FaultyHttpClient;
import salesops.testkit.LocalDynamo;
import salesops.testkit.TestPlatform;
import salesops.testkit.metering.Capacity;
import salesops.testkit.metering.CapacityMeter;
import salesops.testkit.metering.TransactionUnits;
import salesops.wiring.Table;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB Local with the wiring's tables, and its clients over loopback. Items don't expire,
 * because the server would compare their time with the real clock, not the suite's.
 */
final class Database implements AutoCloseable {
  /** Long, because loopback doesn't fail but a machine under load may be slow. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  private final Engine engine;
  private final LocalDynamo server;
  private final SdkHttpClient network =
      UrlConnectionHttpClient.builder().socketTimeout(SOCKET_TIMEOUT).build();
  private final DynamoDbClient plain;
  private final DynamoDbStreamsClient streams;
  private final TransactionUnits transactions;

  private Database(Engine engine, LocalDynamo server, List<Table> tables) {
    this.engine = engine;
    this.server = server;
    this.plain = build("", new Faults(0), engine.activity()::wroteAnywhere, null);
    this.streams = server.configure(DynamoDbStreamsClient.builder()).httpClient(network).build();
    this.transactions =
        new TransactionUnits(
            tables.stream().collect(Collectors.toMap(Table::name, Database::indexes)),
            this::sizeOf);
  }

  static Database start(Engine engine, List<Table> tables) {
    Database database = new Database(engine, LocalDynamo.start(), tables);
    tables.forEach(table -> database.plain.createTable(definition(table)));
    return database;
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** A client that is not metered, and without faults. */
  DynamoDbClient plain() {
    return plain;
  }

  DynamoDbStreamsClient streams() {
    return streams;
  }

  /**
   * Creates a client that is metered under the function's name, with faults.
   *
   * @param table table that the function writes to, if any
   */
  DynamoDbClient clientOf(String function, String table) {
    return build(
        function,
        engine.faults(),
        () -> engine.activity().wrote(table),
        new CapacityMeter(engine.meter().of(function), transactions));
  }

  private DynamoDbClient build(
      String function, Faults faults, Runnable wrote, @Nullable CapacityMeter meter) {
    return server
        .configure(DynamoDbClient.builder())
        .httpClient(new FaultyHttpClient(network, function, faults, wrote))
        .overrideConfiguration(
            o -> {
              if (meter != null) {
                o.addExecutionInterceptor(meter);
              }
            })
        .build();
  }

  String streamArn(String table) {
    return plain.describeTable(r -> r.tableName(table)).table().latestStreamArn();
  }

  private int sizeOf(String table, Map<String, AttributeValue> key) {
    return Capacity.size(
        plain.getItem(r -> r.tableName(table).key(key).consistentRead(true)).item());
  }

  private static List<TestPlatform.Index> indexes(Table table) {
    return table.indexes().stream()
        .map(i -> new TestPlatform.Index(i.name(), i.partitionKey(), i.sortKey()))
        .toList();
  }

  private static CreateTableRequest definition(Table table) {
    return TestPlatform.table(table.name(), indexes(table))
        .streamSpecification(
            s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
        .build();
  }

  @Override
  public void close() {
    plain.close();
    streams.close();
    server.close();
    network.close();
  }
}
