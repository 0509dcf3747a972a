package salesops.replay.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetCellTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+33 1 23", "-1", "@SUM(A1)", "\tx", "\rx", "=two\nlines"})
  void makesTextOfWhatASpreadsheetWouldRun(String text) {
    assertEquals("'" + text, SheetCell.harmless(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "§a;=1+1§ | §a;'=1+1§",
        "§a;;'-1;b§ | §a;;''-1;b§",
        "§=1;+1§ | §'=1;'+1§",
        "§a;\"=1§ | §a;'\"=1§",
        "§a\t=1§ | §a\t'=1§",
        "§a\n=1\r\n@x§ | §a\n'=1\r\n'@x§",
        "＝1 | '＝1",
        "＋1 | '＋1",
        "－1 | '－1",
        "＠x;＝1 | '＠x;'＝1",
      })
  void makesTextOfWhatRunsWhereSemicolonsSeparate(String text, String harmless) {
    assertEquals(harmless, SheetCell.harmless(text));
    assertEquals(text, SheetCell.original(harmless));
  }

  @Test
  void givesBackEveryTextOfUpToFiveOfItsCharacters() {
    String characters = "a'\";=＝\t\n\r";
    for (int number = 0; number < 59_049; number++) {
      StringBuilder text = new StringBuilder();
      for (int rest = number; rest > 0; rest /= characters.length()) {
        text.append(characters.charAt(rest % characters.length()));
      }
      String given = text.toString();
      assertEquals(given, SheetCell.original(SheetCell.harmless(given)));
    }
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
