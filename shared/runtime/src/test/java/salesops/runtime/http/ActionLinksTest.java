package salesops.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.http.ActionLinks.Reading;
import salesops.runtime.secrets.SignedTokens;

class ActionLinksTest {
  private static final Instant NOW = Instant.parse("2026-11-03T10:00:00Z");
  private static final String ADDRESS = "https://api.example";

  private static SignedTokens at(Instant now) {
    return new SignedTokens(
        () -> "0123456789abcdef0123456789abcdef", Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String token(Permission permission) {
    String link = new ActionLinks(at(NOW), ADDRESS).to(permission);
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @EnumSource
  void allowsWhatItWasMadeForAndNothingElse(Action action) {
    Permission permission = new Permission(action, "lead1", "ana@northwind.example", "link1");
    assertEquals(
        new Reading.Allowed(permission),
        ActionLinks.read(at(NOW), action.folder(), token(permission)));
  }

  @Test
  void leadsToTheFunctionThatDoesIt() {
    ActionLinks links = new ActionLinks(at(NOW), ADDRESS);
    assertTrue(
        links.to(new Permission(Action.RETURN, "l", "a", "i")).startsWith(ADDRESS + "/actions/"));
    assertTrue(
        links.to(new Permission(Action.RELEASE, "l", "a", "i")).startsWith(ADDRESS + "/releases/"));
  }

  @Test
  void endsAfterItsTime() {
    String token = token(new Permission(Action.OPEN, "lead1", "ana@northwind.example", "link1"));
    assertInstanceOf(
        Reading.Expired.class,
        ActionLinks.read(at(NOW.plus(ActionLinks.LIFE)), ActionLinks.ACTIONS_FOLDER, token));
  }

  @Test
  void refusesTokensOfOtherKinds() {
    String form = at(NOW).sign("form", "demo", "n1", Map.of(), ActionLinks.LIFE);
    assertInstanceOf(
        Reading.Invalid.class, ActionLinks.read(at(NOW), ActionLinks.ACTIONS_FOLDER, form));
  }
}
