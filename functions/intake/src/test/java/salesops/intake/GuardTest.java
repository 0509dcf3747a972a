package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.intake.FormVisitors.ADDRESS;
import static salesops.intake.FormVisitors.CLAIRE;
import static salesops.intake.FormVisitors.someone;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadSubmitted;
import salesops.intake.IntakeBench.Answer;
import salesops.model.Origin;
import salesops.model.settings.Form;
import salesops.runtime.settings.SettingsTable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** What is kept back, and what goes on its way; told apart by the event alone. */
class GuardTest {
  private final IntakeBench bench = new IntakeBench();
  private final FormVisitors visitors = new FormVisitors(bench);

  @Test
  void letsAPersonPass() {
    assertEquals(202, visitors.person(CLAIRE, ADDRESS).status());
    assertEquals(List.of(), bench.reasons());
    LeadSubmitted submitted = (LeadSubmitted) bench.told().getFirst();
    assertEquals(Origin.BROWSER, submitted.lead().origin());
  }

  @Test
  void answersABotLikeAPerson() {
    APIGatewayV2HTTPEvent request = IntakeBench.posting(CLAIRE.replace('\'', '"'));
    APIGatewayV2HTTPResponse bot = bench.send(request);
    APIGatewayV2HTTPResponse honest =
        bench.send(
            IntakeBench.withHeader(
                IntakeBench.posting(CLAIRE.replace('\'', '"')),
                "authorization",
                "Bearer " + IntakeBench.SERVER_KEY));
    assertEquals(List.of(List.of("NO_TOKEN")), bench.reasons());
    assertEquals(honest.getStatusCode(), bot.getStatusCode());
    assertEquals(honest.getHeaders(), bot.getHeaders());
    String id = "[0-9a-z]{26}";
    assertEquals(honest.getBody().replaceAll(id, "ID"), bot.getBody().replaceAll(id, "ID"));
  }

  @Test
  void makesTheSameCallsWhateverItFinds() {
    visitors.person(CLAIRE, ADDRESS);
    int honest = bench.everything().size();
    bench.browse(someone(1), null, "203.0.113.8");
    assertEquals(2 * honest, bench.everything().size());
  }

  @Test
  void makesTheSameCallsWhetherOrNotAPersonIsKnown() {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    IntakeBench watched =
        new IntakeBench(
            new ExecutionInterceptor() {
              @Override
              public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes a) {
                calls.add(context.request().getClass().getSimpleName());
              }
            });
    List<List<String>> each = new ArrayList<>();
    for (String body : List.of(CLAIRE, someone(1), CLAIRE.replace("Hello", "Hello again"))) {
      String token = new FormVisitors(watched).tokenOf(IntakeBench.DEMO);
      watched.clock.advance(SettingsTable.AGE_MAX);
      calls.clear();
      watched.browse(body, token, ADDRESS);
      each.add(List.copyOf(calls));
    }
    assertEquals(each.get(1), each.get(2));
    assertTrue(each.get(1).contains("PutItemRequest"), each.toString());
  }

  @Test
  void keepsBackWhatFillsInTheTrap() {
    visitors.person(CLAIRE.replace("'Hello'", "'Hello','website2':'x.com'"), ADDRESS);
    assertEquals(List.of(List.of("HONEYPOT")), bench.reasons());
    assertFalse(bench.leads().getFirst().attributes().containsKey(Draft.TRAP));
  }

  @Test
  void doesNotMindAnEmptyTrap() {
    visitors.person(CLAIRE.replace("'Hello'", "'Hello','website2':' '"), ADDRESS);
    assertEquals(List.of(), bench.reasons());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Win at casino.xyz", "Ann www.pills", "Bob https://a.b"})
  void keepsBackLinksInTheName(String name) {
    visitors.person(CLAIRE.replace("'Claire'", "'" + name + "'"), ADDRESS);
    assertEquals(List.of(List.of("LINKS_IN_NAME")), bench.reasons());
  }

  @ParameterizedTest
  @ValueSource(strings = {"J. R. R. Tolkien", "Anne-Marie O'Neill", "Dr. Ing. Max", "St. John"})
  void findsNoLinkInANameWithDots(String name) {
    visitors.person(CLAIRE.replace("'Claire'", "'" + name.replace("'", "’") + "'"), ADDRESS);
    assertEquals(List.of(), bench.reasons());
  }

  @ParameterizedTest
  @CsvSource({
    "someone@mailinator.com, QUARANTINE, DISPOSABLE_MAIL",
    "someone@mailinator.com, ACCEPT, ",
    "someone@gmail.com, QUARANTINE, FREE_MAIL",
    "someone@gmail.com, ACCEPT, "
  })
  void treatsMailAsTheFormSays(String email, Form.Mail rule, @Nullable String reason) {
    visitors.guard(
        new Form.Guard(3_000, new Form.Rate(5, 600), new Form.Rate(300, 600), rule, rule));
    visitors.person(CLAIRE.replace("claire@lyon.fr", email), ADDRESS);
    assertEquals(reason == null ? List.of() : List.of(List.of(reason)), bench.reasons());
  }

  @ParameterizedTest
  @CsvSource({"someone@mailinator.com, disposable_mail", "someone@gmail.com, free_mail"})
  void refusesMailThatTheFormRefuses(String email, String code) {
    visitors.guard(
        new Form.Guard(
            3_000,
            new Form.Rate(5, 600),
            new Form.Rate(300, 600),
            Form.Mail.REJECT,
            Form.Mail.REJECT));
    Answer answer = visitors.person(CLAIRE.replace("claire@lyon.fr", email), ADDRESS);
    assertEquals(422, answer.status());
    assertEquals(List.of("email:" + code), answer.faults());
    assertEquals(List.of(), bench.items());
  }

  @Test
  void keepsBackALongMessageThatManyPersonsSend() {
    String message = "'We sell one hundred thousand visitors to your website, call %d now'";
    for (int i = 0; i <= Guard.MESSAGE_PERSONS_MAX; i++) {
      visitors.person(
          someone(i).replace("'Hello'", message.replace("%d", Integer.toString(i))),
          "203.0.113." + i);
    }
    assertEquals(List.of(List.of("REPEATED_MESSAGE")), bench.reasons());
  }

  @Test
  void letsManyPersonsSayTheSameInAFewWords() {
    for (int i = 0; i < 3 * Guard.MESSAGE_PERSONS_MAX; i++) {
      visitors.person(someone(i).replace("'Hello'", "'Please call me back'"), "203.0.113." + i);
    }
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void letsOnePersonSendTheSameLongMessageAgainAndAgain() {
    String message = "'We need a tool that routes our leads before the end of the year'";
    for (int i = 0; i < 2 * Guard.MESSAGE_PERSONS_MAX; i++) {
      visitors.person(CLAIRE.replace("'Hello'", message), "203.0.113." + i);
    }
    assertEquals(List.of(), bench.reasons());
  }
}
