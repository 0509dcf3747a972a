package salesops.routing;

class MemoryRoutingStoreTest extends RoutingStoreContract {
  private final RoutingStore store = new MemoryRoutingStore(record -> {});

  @Override
  RoutingStore store() {
    return store;
  }
}
