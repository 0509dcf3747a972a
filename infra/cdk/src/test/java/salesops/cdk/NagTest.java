package salesops.cdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NagTest {
  @Test
  void leavesNothingToComplainAboutThatIsNotJustified() {
    assertEquals(List.of(), Deployment.made().complaints());
  }
}
