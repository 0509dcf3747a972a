package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import salesops.model.Lead;

class DynamoIntakeStoreTest extends IntakeStoreContract {
  private final IntakeBench bench = new IntakeBench();

  @Override
  IntakeStore store() {
    return new DynamoIntakeStore(IntakeBench.DYNAMO, bench.table);
  }

  @Override
  void holds(List<Lead> kept, List<Lead> aside) {
    assertEquals(kept, bench.leads());
    assertEquals(aside, bench.archived());
  }
}
