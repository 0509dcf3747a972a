package salesops.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void isAsWideAsItsTextsAndCutsAllButTheLast() {
    Table table = new Table().text("name").number("dead").text("why");
    table.line("crm", "12", "x".repeat(60));
    table.line("a".repeat(40), "7", "");
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out));
    assertEquals(
        """
        name                              dead  why
        crm                                 12  %s
        %s…     7  \n"""
            .formatted("x".repeat(60), "a".repeat(31)),
        out.toString());
  }

  @Test
  void isOfLinesWithoutInvisibleCharactersAndSplitsNone() {
    Table table = new Table().text("name").text("lead");
    table.line("x\u001b[2K\nSince", "a\u202e\rb");
    table.line("😀".repeat(33), "c");
    table.line("中".repeat(32), "d");
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out));
    assertEquals(
        """
        name%s  lead
        x [2K Since%s  a  b
        %s…  c
        %s  d
        """
            .formatted(" ".repeat(28), " ".repeat(21), "😀".repeat(31), "中".repeat(32)),
        out.toString());
  }

  @Test
  void hasACellForEachColumn() {
    Table table = new Table().text("name");
    assertThrows(IllegalArgumentException.class, () -> table.line("a", "b"));
  }
}
