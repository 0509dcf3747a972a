package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.testkit.slack.Behaviour;

class OperationsHandlerTest {
  @RegisterExtension final Suite suite = new Suite();

  private Map<String, Object> ask(Map<String, Object> request) {
    return suite.operations().handleRequest(request, null);
  }

  private Map<String, Object> person(String email) {
    return ask(Map.of("operation", "slackPerson", "email", email));
  }

  @Test
  void saysWhomSlackKnows() {
    suite.slack.remove(Samples.BEN);
    assertEquals(Map.of("ok", true, "found", true), person(Samples.ANA));
    assertEquals(Map.of("ok", true, "found", false), person(Samples.BEN));
    assertFalse(suite.log().toString().contains("@"));
  }

  @Test
  void findsChannelsPageByPage() {
    suite.slack.list(IntStream.range(0, 150).mapToObj(n -> "#c" + (1000 + n)).toList());
    List<String> asked = List.of("#c1000", "#c1149", "#none");
    Map<String, Object> first = ask(Map.of("operation", "slackChannels", "names", asked));
    assertEquals(List.of("#c1000"), first.get("found"));
    Map<String, Object> second =
        ask(
            Map.of(
                "operation",
                "slackChannels",
                "names",
                asked,
                "cursor",
                String.valueOf(first.get("next"))));
    assertEquals(Map.of("ok", true, "found", List.of("#c1149"), "next", ""), second);
  }

  @Test
  void passesOnThatSlackSaysToWait() {
    suite.slack.next(new Behaviour.Limited(9));
    assertEquals(Map.of("ok", true, "retryAfterSeconds", 9L), person(Samples.ANA));
  }

  @Test
  void tellsARefusalFromSomebodyUnknownAndReadsTheTokenAnew() {
    suite.slack.accept("xoxb-new");
    OperationsHandler warm = suite.operations();
    Map<String, Object> request = Map.of("operation", "slackPerson", "email", Samples.ANA);
    assertEquals(
        Map.of("ok", false, "code", "slackRefused", "message", "Slack refuses: invalid_auth"),
        warm.handleRequest(request, null));
    suite.token("xoxb-new");
    assertEquals(Map.of("ok", true, "found", true), warm.handleRequest(request, null));
  }

  @Test
  void passesOnNoErrorThatIsNoCode() {
    for (String error : List.of("no\u001b[2K", "no\nok", "No", "\u202eno", "x".repeat(81))) {
      suite.slack.next(new Behaviour.Refused(error));
      assertEquals("Slack refuses: unreadable", person(Samples.ANA).get("message"));
    }
    suite.slack.next(new Behaviour.Refused("x_0".repeat(26)));
    assertEquals("Slack refuses: " + "x_0".repeat(26), person(Samples.ANA).get("message"));
  }

  @Test
  void doesNothingWithoutAnOperation() {
    assertEquals(Map.of("ok", true), ask(Map.of()));
    assertEquals(List.of(), suite.slack.calls());
  }
}
