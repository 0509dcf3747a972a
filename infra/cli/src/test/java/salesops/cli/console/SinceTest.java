package salesops.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SinceTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({
    "2026-07-01, 2026-06-30T22:00:00Z",
    "2026-11-03, 2026-11-02T23:00:00Z",
    "2026-11-03T14:00, 2026-11-03T13:00:00Z",
    "2026-11-03 14:00:30, 2026-11-03T13:00:30Z",
    "2026-11-03T14:00Z, 2026-11-03T14:00:00Z",
    "2026-11-03T14:00:00+05:30, 2026-11-03T08:30:00Z"
  })
  void isADayOrATimeOfTheCompanyOrATimeWithItsOffset(String text, Instant expected) {
    assertEquals(expected, new Since.Reader().convert(text).in(PARIS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-13-01", "03.11.2026", "2026-11-03T25:00", "14:00"})
  void isNothingElse(String text) {
    assertThrows(TypeConversionException.class, () -> new Since.Reader().convert(text));
  }
}
