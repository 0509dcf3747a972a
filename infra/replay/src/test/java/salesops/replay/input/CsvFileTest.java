package salesops.replay.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.replay.input.CsvFile.Row;

class CsvFileTest {
  private static final List<String> COLUMNS = List.of("a", "b");
  private static final String NOT_CSV = "is not CSV: a quote is missing or too many";

  private static List<Row> read(String csv) {
    List<Row> rows = new ArrayList<>();
    try {
      CsvFile.each(new StringReader(csv), columns -> {}, rows::add);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  private static Row good(int number, String a, String b) {
    return new Row.Good(number, COLUMNS, Map.of("a", a, "b", b));
  }

  private static Row broken(int number, String line) {
    return new Row.Broken(number, COLUMNS, List.of(line), NOT_CSV);
  }

  @Test
  void leavesBlanksAroundCellsAndEmptyCellsAndEmptyLinesOut() {
    assertEquals(
        List.of(good(1, "1", "2"), new Row.Good(2, COLUMNS, Map.of("b", "4"))),
        read("\uFEFF a ,b\r\n\r\n 1 ,\"2\"\r\n\n ,4"));
  }

  @Test
  void takesLinesThatEndAsOnOldMacs() {
    assertEquals(List.of(good(1, "1", "2"), good(2, "3", "4")), read("a,b\r1,2\r3,4"));
  }

  @Test
  void takesAQuoteWithinACellThatBeganWithoutOne() {
    assertEquals(
        List.of(good(1, "5\" pipe", "x"), good(2, "y", "z")), read("a,b\n5\" pipe,x\ny,z\n"));
  }

  @Test
  void goesOnBehindAQuoteTooMany() {
    assertEquals(
        List.of(good(1, "1", "2"), broken(2, "\"B\" x,2"), good(3, "3", "4")),
        read("a,b\n1,2\n\"B\" x,2\n3,4\n"));
  }

  @Test
  void goesOnBehindAQuoteThatIsNeverClosed() {
    assertEquals(
        List.of(broken(1, "\"open,2"), good(2, "3", "4"), good(3, "5", "6")),
        read("a,b\n\"open,2\n3,4\n5,6\n"));
  }

  @Test
  void goesOnBehindAQuoteThatAnotherRowsQuoteWouldClose() {
    assertEquals(
        List.of(broken(1, "1,\"open"), good(2, "3", "two\nlines"), good(3, "5", "6")),
        read("a,b\n1,\"open\n3,\"two\nlines\"\n5,6\n"));
  }

  @Test
  void looksForTheEndOfARowOnlySoFar() {
    String filler = "3,4\n".repeat(CsvFile.ROW_CHARS_MAX / 4);
    List<Row> rows = read("a,b\n\"open,2\n" + filler + "5,\"6\"\n");
    assertEquals(broken(1, "\"open,2"), rows.getFirst());
    assertEquals(2 + CsvFile.ROW_CHARS_MAX / 4, rows.size());
  }

  @Test
  void holdsNoMoreOfALineThanARowMayHave() {
    List<Row> rows = read("a,b\n1," + "x".repeat(3 * CsvFile.ROW_CHARS_MAX) + "\n3,4\n");
    Row.Broken longest = assertInstanceOf(Row.Broken.class, rows.getFirst());
    assertTrue(longest.cells().getFirst().length() <= CsvFile.ROW_CHARS_MAX + 1);
    assertEquals(good(2, "3", "4"), rows.getLast());
  }

  @Test
  void tellsOfTooManyCellsAndKeepsThem() {
    assertEquals(
        List.of(
            new Row.Broken(1, COLUMNS, List.of("1", "2", "3"), "has 3 cells for 2 columns"),
            good(2, "4", "5")),
        read("a,b\n1,2,3\n4,5\n"));
  }

  @Test
  void readsRefusedRowsAsTheyWereBefore() {
    String notes = "rejected row,rejected code,rejected field,rejected message,";
    assertEquals(
        List.of(
            good(1, "+33 1", "x"),
            new Row.Broken(2, COLUMNS, List.of("1", "2", "=3"), "has 3 cells for 2 columns")),
        read(notes + "a,b\n7,c,f,m,'+33 1,x\n8,c,,m,1,2,'=3\n"));
  }

  @Test
  void readsColumnNamesOfRefusedRowsAsTheyWereBefore() {
    String notes = "rejected row,rejected code,rejected field,rejected message,";
    assertEquals(
        List.of(new Row.Good(1, List.of("-", "b"), Map.of("-", "1", "b", "2"))),
        read(notes + "'-,b\n7,c,f,m,1,2\n"));
  }

  @Test
  void takesNothingOffACellOfAnyOtherFile() {
    assertEquals(List.of(good(1, "'+33 1", "x")), read("a,b\n'+33 1,x\n"));
  }

  @Test
  void refusesAFileWithoutRowsWithoutNamesOrWithOneNameTwice() {
    assertThrows(IllegalArgumentException.class, () -> read(""));
    assertThrows(IllegalArgumentException.class, () -> read("a,b\n\n"));
    assertThrows(IllegalArgumentException.class, () -> read("a,\"b\n1,2\n"));
    assertThrows(IllegalArgumentException.class, () -> read("a,a\n1,2\n"));
  }
}
