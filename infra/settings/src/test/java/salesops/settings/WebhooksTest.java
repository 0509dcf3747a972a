package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.settings.Settings.Webhook;
import salesops.settings.read.WebhooksReader;
import salesops.settings.show.SettingsDiff;
import salesops.settings.show.SettingsSummary;

class WebhooksTest {
  private static Compiled url(String url) {
    return Written.with("webhooks", "{crm: {url: \"" + url + "\", events: [LeadAssigned]}}");
  }

  @Test
  void readsAddressAndEventsByName() {
    Compiled compiled =
        Written.with(
            "webhooks",
            "{crm: {url: \"https://hooks.example/a?b=c\", events: [LeadReturned, LeadAssigned]},"
                + " zap: {url: \"https://hooks.example/z\", events: LeadUnassigned}}");
    assertEquals(
        List.of(
            new Webhook(
                "crm", "https://hooks.example/a?b=c", List.of("LeadReturned", "LeadAssigned")),
            new Webhook("zap", "https://hooks.example/z", List.of("LeadUnassigned"))),
        Written.settings(compiled).webhooks());
  }

  @Test
  void hasNoneWhenNothingIsSaid() {
    assertEquals(List.of(), Written.settings(Written.correct().compile()).webhooks());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://8.8.8.8/hook",
        "https://[2600:1f18::1]:8443/hook",
        "HTTPS://Hooks.Example/x",
        "http://localhost:9000/hook",
        "http://127.0.0.1:9000/hook",
        "http://[::1]:9000/hook",
        "https://localhost:9000/hook"
      })
  void takesThePublicInternetAndForTryingThisMachine(String url) {
    assertEquals(List.of(), url(url).problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hooks.example/a           | is no web address
          ftp://hooks.example/a     | is no web address
          https:///a                | is no web address
          https://hooks example/    | is no web address
          https://hooks.example/{a} | is no web address
          http://hooks.example/a    | is not https — write https://
          https://u:p@hooks.example | carries a name or password — leave them out
          https://hooks.example/#a  | has a part after #
          https://10.0.0.1/a        | 10.0.0.1 is not an address of the public internet
          https://192.168.1.1       | 192.168.1.1 is not an address of the public internet
          https://169.254.169.254/  | 169.254.169.254 is not an address of the public internet
          https://[fd00:ec2::254]/  | is not an address of the public internet
          https://[::ffff:10.0.0.1] | is not an address of the public internet
          https://2130706433/       | is no web address
          https://127.1/            | is no web address
          http://10.0.0.1/a         | is not https
          https://crm/hook          | crm is not an address of the public internet
          https://crm.internal/hook | crm.internal is not an address of the public internet
          """)
  void refusesEverythingElse(String url, String said) {
    List<String> problems = Written.said(url(url));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().startsWith("webhooks.crm.url: "), problems.toString());
    assertTrue(problems.getFirst().contains(said), problems.toString());
  }

  @Test
  void namesPlaceAndFixOfWhatIsWrong() {
    Compiled compiled =
        Written.with(
            "webhooks",
            "{crm: {url: \"https://hooks.example\", events: [LeadAsigned]},"
                + " empty: {url: \"https://hooks.example\"},"
                + " \"a b\": {url: \"https://hooks.example\", events: [LeadReturned]},"
                + " nowhere: {events: [LeadReturned], secret: x}}");
    assertEquals(
        List.of(
            "webhooks.crm.events[0]: \"LeadAsigned\" is not known here — did you mean"
                + " LeadAssigned?",
            "webhooks.empty.events: names no event — name some of LeadAssigned, LeadReturned,"
                + " LeadUnassigned",
            "webhooks.a b: \"a b\" is no plain name — use letters, digits, - and _, at most 50",
            "webhooks.nowhere.secret: unknown key — known here: url, events",
            "webhooks.nowhere.url: is missing"),
        Written.said(compiled));
  }

  @Test
  void limitsHowManyThereAre() {
    StringBuilder many = new StringBuilder("{");
    IntStream.rangeClosed(0, WebhooksReader.WEBHOOKS_MAX)
        .forEach(
            n -> many.append("w" + n + ": {url: \"https://h.example\", events: [LeadReturned]},"));
    assertEquals(
        List.of("webhooks: more than 20 webhooks"),
        Written.said(Written.with("webhooks", many + "}")));
  }

  @Test
  void showsAndComparesThem() {
    var without = Written.settings(Written.correct().compile());
    var with = Written.settings(url("https://hooks.example/a"));
    assertEquals(
        List.of("+ webhook crm: url https://hooks.example/a; events LeadAssigned"),
        SettingsDiff.lines(without, with));
    assertEquals(
        List.of("~ webhook crm: url https://hooks.example/a → https://hooks.example/b"),
        SettingsDiff.lines(with, Written.settings(url("https://hooks.example/b"))));
    assertTrue(SettingsSummary.lines(with).contains("Webhooks  crm (LeadAssigned)"));
    assertTrue(SettingsSummary.lines(without).contains("Webhooks  -"));
  }
}
