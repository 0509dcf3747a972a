package salesops.routing;

class MemoryRoutingStoreTest extends RoutingStoreContract {
  private final RoutingStore store = new MemoryRoutingStore();

  @Override
  RoutingStore store() {
    return store;
  }
}
