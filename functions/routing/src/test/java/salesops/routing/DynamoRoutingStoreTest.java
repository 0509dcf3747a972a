package salesops.routing;

class DynamoRoutingStoreTest extends RoutingStoreContract {
  private final RoutingTable table = new RoutingTable(Sample.onePool());
  private final RoutingStore store =
      new DynamoRoutingStore(table.dynamo(), table.name, table.platform().waiting());

  @Override
  RoutingStore store() {
    return store;
  }
}
