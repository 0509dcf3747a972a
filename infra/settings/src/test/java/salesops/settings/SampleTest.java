package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void hasNothingWrongWithIt() {
    Compiled sample = SettingsFile.sample();
    assertEquals(List.of(), sample.problems());
    assertTrue(sample.usable());
  }
}
