package salesops.intake;

class MemoryIntakeStoreTest extends IntakeStoreContract {
  private final IntakeStore store = new MemoryIntakeStore();

  @Override
  IntakeStore store() {
    return store;
  }
}
