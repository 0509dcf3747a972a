package salesops.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CountriesTest {
  @Test
  void areAllThatAFormLists() {
    assertEquals(
        Countries.codes(),
        new TreeSet<>(
            Countries.list(Locale.ENGLISH).stream().map(Countries.Country::code).toList()));
  }

  @Test
  void haveNamesThatLeadToTheirCodes() {
    Countries.names()
        .forEach((name, code) -> assertEquals(Optional.of(code), Countries.code(name)));
    assertEquals("CI", Countries.names().get("ivory coast"));
    assertTrue(Countries.names().values().containsAll(Countries.codes()));
  }

  @Test
  void areNotWhatStandsForNone() {
    assertEquals(Optional.of(Countries.NONE), Countries.code("unknown"));
    assertFalse(Countries.codes().contains(Countries.NONE));
    assertFalse(Countries.names().containsKey("unknown"));
  }
}
