package salesops.scoring;

class MemoryScoringStoreTest extends ScoringStoreContract {
  private final ScoringStore store = new MemoryScoringStore();

  @Override
  ScoringStore store() {
    return store;
  }
}
