package salesops.routing;

import java.util.Random;

class DynamoRoutingStoreTest extends RoutingStoreContract {
  private final RoutingTable table = new RoutingTable(Sample.onePool());
  private final RoutingStore store =
      new DynamoRoutingStore(table.dynamo(), table.name, table.clock, new Random(1));

  @Override
  RoutingStore store() {
    return store;
  }
}
