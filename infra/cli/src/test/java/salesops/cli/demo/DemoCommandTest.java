package salesops.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesops.cli.demo.Report.Rejection;

class DemoCommandTest {
  @TempDir private Path home;

  @Test
  void keepsColumnNamesInTheirCellAndOutOfFormulas() throws IOException {
    Path file = home.resolve("demo").resolve("rejected.csv");
    DemoCommand.writeRejected(
        file,
        List.of(
            new Rejection(1, "invalid_field", "email"),
            new Rejection(2, "invalid_field", "attributes.note,=1+1"),
            new Rejection(3, "invalid_field", "attributes.two\nlines"),
            new Rejection(4, "invalid_field", "=1+1")));
    assertEquals(
        """
        row,code,field
        1,invalid_field,email
        2,invalid_field,"attributes.note,=1+1"
        3,invalid_field,"attributes.two
        lines"
        4,invalid_field,'=1+1
        """,
        Files.readString(file).replace("\r\n", "\n"));
  }
}
