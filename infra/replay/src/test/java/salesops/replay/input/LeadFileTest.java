package salesops.replay.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadFileTest {
  private static List<LeadFile.Row> read(String csv, String... map) throws IOException {
    return LeadFile.read(
        new StringReader(csv),
        Mapping.of(List.of(map)),
        100,
        false,
        bad -> {
          throw new IllegalArgumentException("row " + bad.number() + " " + bad.reason());
        });
  }

  @Test
  void columnsNamedLikeAFieldNeedNoMapping() throws IOException {
    assertEquals(
        Map.of("email", "a@b.example", "attributes", Map.of("Lead Source", "Google")),
        read("email,Lead Source\na@b.example,Google\n").getFirst().body());
  }

  @Test
  void toleratesByteOrderMarkCarriageReturnsQuotedNewlinesAndEmptyCells() throws IOException {
    List<LeadFile.Row> rows =
        read("\uFEFFemail,message,phone\r\na@b.example,\"two\r\nlines, one \"\"cell\"\"\",\r\n");
    assertEquals(
        Map.of("email", "a@b.example", "message", "two\r\nlines, one \"cell\""),
        rows.getFirst().body());
  }

  @Test
  void fillsColumnsIntoATextAndDoesNotKeepThemAsAttributes() throws IOException {
    assertEquals(
        Map.of("email", "7@leads.example", "source", "API"),
        read(
                "Prospect ID,Lead Source\n7,API\n",
                "email={Prospect ID}@leads.example",
                "source=Lead Source")
            .getFirst()
            .body());
  }

  @Test
  void leavesAFieldOutWhenItsColumnIsEmpty() throws IOException {
    assertEquals(
        Map.of("name", "Ana"),
        read("Prospect ID,name\n,Ana\n", "email={Prospect ID}@leads.example").getFirst().body());
  }

  @Test
  void saysWhichColumnsThereAreWhenAMappedOneIsMissing() {
    var e = assertThrows(IllegalArgumentException.class, () -> read("a,b\n1,2\n", "email=E-mail"));
    assertTrue(
        String.valueOf(e.getMessage()).contains("no column E-mail; its columns are a, b"),
        e.toString());
  }

  @Test
  void refusesAMappingToAFieldThatDoesNotExist() {
    assertThrows(IllegalArgumentException.class, () -> Mapping.of(List.of("mail=E-mail")));
    assertThrows(IllegalArgumentException.class, () -> Mapping.of(List.of("email")));
  }

  @Test
  void refusesTwoColumnsOfOneNameAndRowsThatAreTooLong() {
    assertThrows(IllegalArgumentException.class, () -> read("email,email\n1,2\n"));
    assertThrows(IllegalArgumentException.class, () -> read("email,b\n1,2,3\n"));
    assertThrows(IllegalArgumentException.class, () -> read("email,b\n"));
  }

  @Test
  void goesOnBehindRowsThatAreNoLead() throws IOException {
    String csv =
        "email,name\na@b.example,Ana\n1,2,3\nb@b.example,\"B\" x\nc@b.example,Cleo\nd,\"open";
    List<LeadFile.BadRow> bad = new ArrayList<>();
    List<LeadFile.Row> rows =
        LeadFile.read(new StringReader(csv), Mapping.of(List.of()), 100, false, bad::add);
    assertEquals(List.of(2, 3), bad.subList(0, 2).stream().map(LeadFile.BadRow::number).toList());
    assertEquals("has 3 cells for 2 columns", bad.getFirst().reason());
    assertTrue(bad.getLast().reason().contains("quote"), bad.toString());
    assertEquals("Ana", rows.getFirst().body().get("name"));
    assertTrue(
        rows.stream().anyMatch(row -> "Cleo".equals(row.body().get("name"))), rows.toString());
  }

  @Test
  void sampleHasRowsToPostAndRowsToPoison() {
    List<LeadFile.Row> sample = LeadFile.sample();
    assertEquals(500, sample.size());
    assertEquals(2, sample.stream().filter(LeadFile.Row::poison).count());
    assertEquals(8, sample.stream().filter(LeadFile.Row::spam).count());
  }

  @Test
  void refusesAFileThatNamesNobodyBeforeItsFirstRow() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> read("E-mail,Name\na@b.example,Ana\n"));
    assertTrue(String.valueOf(e.getMessage()).contains("--map email=COLUMN"), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains("columns are E-mail, Name"), e.getMessage());
  }
}
