package salesops.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetCellTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+33 1 23", "-1", "@SUM(A1)", "\tx", "\rx", "=two\nlines"})
  void makesTextOfWhatASpreadsheetWouldRun(String text) {
    assertEquals("'" + text, SheetCell.harmless(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Ana", "a=b", "'", "'Ana", "''", "=1", "'=1", "''=1", "+33 1", "'+33 1", "-"})
  void givesBackWhateverItWasGiven(String text) {
    assertEquals(text, SheetCell.original(SheetCell.harmless(text)));
  }

  @Test
  void leavesOtherTextAlone() {
    assertEquals("O'Neill", SheetCell.harmless("O'Neill"));
    assertEquals("'Ana'", SheetCell.original("'Ana'"));
    assertFalse(SheetCell.harmless("Ana").startsWith("'"));
  }
}
