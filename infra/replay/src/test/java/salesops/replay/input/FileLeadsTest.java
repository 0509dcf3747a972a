package salesops.replay.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.model.Lead;
import salesops.replay.Sample;
import salesops.replay.input.LeadFile.BadRow;
import salesops.testkit.TestClock;

class FileLeadsTest {
  @TempDir private Path folder = Path.of("");

  private LeadInput read(String csv, @Nullable String time, String... map) throws IOException {
    Path file = Files.writeString(folder.resolve("leads.csv"), csv);
    return FileLeads.read(
        file, Mapping.of(List.of(map)), time, Sample.settings(Sample.YAML), 1_000);
  }

  @Test
  void takesRowsAsTheFormWould() throws IOException {
    LeadInput input =
        read("E-mail,country,Budget\nClaire@Lyon.fr,France,5\n", null, "email=E-mail");
    Lead lead = input.leads().getFirst();
    assertEquals("claire@lyon.fr", lead.fields().get("email"));
    assertEquals("FR", lead.fields().get("country"));
    assertEquals("lyon.fr", lead.identity().company());
    assertEquals("5", lead.attributes().get("Budget"));
    assertEquals(TestClock.START.plusSeconds(1), lead.submittedAt());
  }

  @Test
  void countsBadRowsAndGoesOn() throws IOException {
    LeadInput input =
        read(
            "email,employees,message\n"
                + "a@lyon.fr,340,one\n"
                + "nonsense,340,two\n"
                + "b@lyon.fr,1e999,three\n"
                + ",5,no address\n"
                + "c@lyon.fr,5,one,cell,too many\n"
                + "d@lyon.fr,5,\"quoted\" and not\n"
                + "a@lyon.fr,340,one\n"
                + "e@lyon.fr,5,\u0007bell\n"
                + "f@lyon.fr,5,"
                + "x".repeat(20_000)
                + "\n"
                + "=cmd@lyon.fr,5,formula\n"
                + "z@lyon.fr,7,last\n",
            null);
    List<String> addresses =
        input.leads().stream().map(lead -> lead.fields().getOrDefault("email", "")).toList();
    assertTrue(addresses.containsAll(List.of("a@lyon.fr", "z@lyon.fr")), addresses.toString());
    assertEquals(1, input.duplicates());
    List<Integer> numbers = input.bad().stream().map(BadRow::number).toList();
    assertTrue(numbers.containsAll(List.of(2, 3, 4, 5, 6)), input.bad().toString());
    assertEquals(new BadRow(2, "email invalid_email"), input.bad().getFirst());
    assertTrue(
        input.bad().stream().anyMatch(bad -> bad.reason().equals("body_too_large")),
        input.bad().toString());
    assertTrue(
        input.bad().stream().anyMatch(bad -> bad.reason().startsWith("message")),
        input.bad().toString());
  }

  @Test
  void ordersByTheColumnThatSaysWhen() throws IOException {
    LeadInput input =
        read(
            """
            email,created
            b@lyon.fr,2026-10-02T09:00:00Z
            a@lyon.fr,2026-10-01 08:30
            c@lyon.fr,soon
            d@lyon.fr,
            """,
            "created");
    assertEquals(
        List.of("2026-10-01T07:30:00Z", "2026-10-02T09:00:00Z"),
        input.leads().stream().map(lead -> lead.submittedAt().toString()).toList());
    assertTrue(input.leads().getFirst().attributes().isEmpty());
    assertEquals(
        List.of(new BadRow(3, "created is no ISO 8601 time"), new BadRow(4, "created is empty")),
        input.bad());
  }

  @Test
  void theSameRowDaysApartIsAnotherLead() throws IOException {
    String csv =
        "email,created\na@lyon.fr,2026-10-01\na@lyon.fr,2026-10-01\na@lyon.fr,2026-10-05\n";
    LeadInput input = read(csv, "created");
    assertEquals(2, input.leads().size());
    assertEquals(1, input.duplicates());
  }

  @Test
  void namesTheFileThatIsNotThere() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                FileLeads.read(
                    folder.resolve("none.csv"),
                    Mapping.of(List.of()),
                    null,
                    Sample.settings(Sample.YAML),
                    10));
    assertTrue(String.valueOf(e.getMessage()).contains("no such file"), e.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-03, 2026-11-03T00:00:00Z",
    "2026-07-01, 2026-06-30T23:00:00Z",
    "2026-11-03T10:15, 2026-11-03T10:15:00Z",
    "2026-11-03 10:15:30, 2026-11-03T10:15:30Z",
    "2026-11-03T10:15:30.5Z, 2026-11-03T10:15:30.500Z",
    "2026-11-03T10:15:00+02:00, 2026-11-03T08:15:00Z"
  })
  void readsTimesAsPeopleWriteThem(String text, Instant expected) {
    assertEquals(
        Optional.of(expected),
        FileLeads.time(text, LocalTime.MIDNIGHT, ZoneId.of("Europe/London")));
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "03/11/2026", "2026-13-01", "2026-11-03Tnoon", "''"})
  void refusesWhatIsNoTime(String text) {
    assertEquals(
        Optional.empty(), FileLeads.time(text, LocalTime.MIDNIGHT, ZoneId.of("Europe/London")));
  }
}
