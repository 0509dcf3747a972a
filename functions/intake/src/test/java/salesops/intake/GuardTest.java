package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
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
import salesops.runtime.SettingsTable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What is kept back, and what goes on its way; told apart by the event alone. */
class GuardTest {
  private static final String CLAIRE =
      "{'form':'demo','email':'claire@lyon.fr','name':'Claire','message':'Hello'}";
  private static final String ADDRESS = "203.0.113.7";
  private static final Duration FILL = Duration.ofSeconds(3);

  private final IntakeBench bench = new IntakeBench();

  /** As a person does: opens the form, fills it in, sends it. */
  private Answer person(String body, String address) {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FILL);
    return bench.browse(body, token, address);
  }

  private static String someone(int number) {
    return CLAIRE.replace("claire@", "p" + number + "@");
  }

  private void guard(Form.Guard guard) {
    guard(2, guard);
  }

  private void guard(int version, Form.Guard guard) {
    Form demo = IntakeBench.DEMO;
    Form guarded =
        new Form(
            demo.id(),
            demo.title(),
            demo.fields(),
            demo.hidden(),
            demo.consent(),
            demo.thanks(),
            demo.origins(),
            demo.privacy(),
            demo.texts(),
            guard);
    new SettingsTable(IntakeBench.DYNAMO, bench.settingsTable, bench.clock)
        .apply(IntakeBench.settings(version, List.of(guarded, IntakeBench.OTHER)));
  }

  private static Form.Guard limits(int perAddress, int perForm) {
    return new Form.Guard(
        3_000,
        new Form.Rate(perAddress, 600),
        new Form.Rate(perForm, 600),
        Form.Mail.ACCEPT,
        Form.Mail.QUARANTINE);
  }

  @Test
  void letsAPersonPass() {
    assertEquals(202, person(CLAIRE, ADDRESS).status());
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
    person(CLAIRE, ADDRESS);
    int honest = bench.everything().size();
    bench.browse(someone(1), null, "203.0.113.8");
    assertEquals(2 * honest, bench.everything().size());
  }

  @Test
  void makesTheSameCallsWhetherOrNotAPersonIsKnown() {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    IntakeBench watched =
        benchWith(
            new ExecutionInterceptor() {
              @Override
              public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes a) {
                calls.add(context.request().getClass().getSimpleName());
              }
            });
    List<List<String>> each = new ArrayList<>();
    for (String body : List.of(CLAIRE, someone(1), CLAIRE.replace("Hello", "Hello again"))) {
      String token = watched.token(IntakeBench.DEMO);
      watched.clock.advance(FILL);
      watched.clock.advance(SettingsTable.AGE_MAX);
      calls.clear();
      watched.browse(body, token, ADDRESS);
      each.add(List.copyOf(calls));
    }
    assertEquals(each.get(1), each.get(2));
    assertTrue(each.get(1).contains("PutItemRequest"), each.toString());
  }

  @Test
  void keepsBackWhatIsFasterThanAPersonAndNothingSlower() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FILL.minusMillis(1));
    bench.browse(CLAIRE, token, ADDRESS);
    assertEquals(List.of(List.of("TOO_FAST")), bench.reasons());
  }

  @Test
  void keepsBackATokenOfAnotherFormAndAForgedOne() {
    String other = bench.token(IntakeBench.OTHER);
    bench.clock.advance(FILL);
    bench.browse(CLAIRE, other, ADDRESS);
    bench.browse(someone(2), "forged", ADDRESS);
    assertEquals(List.of(List.of("INVALID_TOKEN"), List.of("INVALID_TOKEN")), bench.reasons());
  }

  @Test
  void letsAPersonPassWhoseFormWasOpenWhenTheKeyWasReplaced() {
    String token = bench.token(IntakeBench.DEMO);
    String old = String.valueOf(bench.secrets.get(IntakeBench.SIGNING_KEY));
    bench.secrets.put(IntakeBench.SIGNING_KEY + "/AWSPREVIOUS", old);
    bench.secrets.put(IntakeBench.SIGNING_KEY, "another " + old);
    bench.clock.advance(FILL);
    bench.browse(CLAIRE, token, ADDRESS);
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void keepsBackAnExpiredTokenOfAScript() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FormTokens.LIFE);
    assertEquals(202, bench.browse(CLAIRE, token, ADDRESS).status());
    assertEquals(List.of(List.of("EXPIRED_TOKEN")), bench.reasons());
  }

  @Test
  void keepsBackWhatFillsInTheTrap() {
    person(CLAIRE.replace("'Hello'", "'Hello','website2':'x.com'"), ADDRESS);
    assertEquals(List.of(List.of("HONEYPOT")), bench.reasons());
    assertFalse(bench.leads().getFirst().attributes().containsKey(Draft.TRAP));
  }

  @Test
  void doesNotMindAnEmptyTrap() {
    person(CLAIRE.replace("'Hello'", "'Hello','website2':' '"), ADDRESS);
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void makesOneLeadOfANonceHoweverOftenItIsSent() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FILL);
    Answer first = bench.browse(CLAIRE, token, ADDRESS);
    bench.clock.advance(Duration.ofHours(1));
    assertEquals(first, bench.browse(CLAIRE, token, ADDRESS));
    assertEquals(1, bench.items().size());
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void keepsBackOtherContentUnderAUsedNonce() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FILL);
    Answer first = bench.browse(CLAIRE, token, ADDRESS);
    Answer second = bench.browse(someone(2), token, ADDRESS);
    assertEquals(202, second.status());
    assertNotEquals(first.leadId(), second.leadId());
    assertEquals(List.of(List.of("REPLAYED_TOKEN")), bench.reasons());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Win at casino.xyz", "Ann www.pills", "Bob https://a.b"})
  void keepsBackLinksInTheName(String name) {
    person(CLAIRE.replace("'Claire'", "'" + name + "'"), ADDRESS);
    assertEquals(List.of(List.of("LINKS_IN_NAME")), bench.reasons());
  }

  @ParameterizedTest
  @ValueSource(strings = {"J. R. R. Tolkien", "Anne-Marie O'Neill", "Dr. Ing. Max", "St. John"})
  void findsNoLinkInANameWithDots(String name) {
    person(CLAIRE.replace("'Claire'", "'" + name.replace("'", "’") + "'"), ADDRESS);
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
    guard(new Form.Guard(3_000, new Form.Rate(5, 600), new Form.Rate(300, 600), rule, rule));
    person(CLAIRE.replace("claire@lyon.fr", email), ADDRESS);
    assertEquals(reason == null ? List.of() : List.of(List.of(reason)), bench.reasons());
  }

  @ParameterizedTest
  @CsvSource({"someone@mailinator.com, disposable_mail", "someone@gmail.com, free_mail"})
  void refusesMailThatTheFormRefuses(String email, String code) {
    guard(
        new Form.Guard(
            3_000,
            new Form.Rate(5, 600),
            new Form.Rate(300, 600),
            Form.Mail.REJECT,
            Form.Mail.REJECT));
    Answer answer = person(CLAIRE.replace("claire@lyon.fr", email), ADDRESS);
    assertEquals(422, answer.status());
    assertEquals(List.of("email:" + code), answer.faults());
    assertEquals(List.of(), bench.items());
  }

  @Test
  void keepsBackWhatAnAddressSendsBeyondItsLimitUntilTheWindowEnds() {
    guard(limits(2, 300));
    for (int i = 1; i <= 3; i++) {
      person(someone(i), ADDRESS);
    }
    assertEquals(List.of(List.of("ADDRESS_LIMIT")), bench.reasons());
    person(someone(4), "203.0.113.8");
    bench.clock.advance(Duration.ofMinutes(10));
    person(someone(5), ADDRESS);
    assertEquals(1, bench.reasons().size());
  }

  @Test
  void countsAHouseholdsAddressesOfIpv6AsOne() {
    guard(limits(1, 300));
    person(someone(1), "2001:db8:1:2::1");
    person(someone(2), "2001:db8:1:2:ffff::9");
    person(someone(3), "2001:db8:1:3::1");
    assertEquals(List.of(List.of("ADDRESS_LIMIT")), bench.reasons());
  }

  @Test
  void believesAHeaderAboutTheAddressOnlyFromItsOwnDistribution() {
    guard(limits(1, 300));
    int number = 0;
    for (String key : List.of("guessed-guessed-guessed", IntakeBench.CLOUDFRONT_KEY + "0")) {
      for (String address : List.of("198.51.100.1", "198.51.100.2")) {
        String token = bench.token(IntakeBench.DEMO);
        bench.clock.advance(FILL);
        String body = someone(number++).replace("}", ",'token':'" + token + "'}");
        APIGatewayV2HTTPEvent request = IntakeBench.posting(body.replace('\'', '"'));
        IntakeBench.withHeader(request, Addresses.VIEWER_HEADER, address + ":4430");
        IntakeBench.withHeader(request, "x-forwarded-for", address);
        IntakeBench.withHeader(request, Addresses.KEY_HEADER, key);
        assertEquals(202, bench.send(request).getStatusCode());
      }
    }
    // The two that guessed the key count as the one address that API Gateway saw.
    assertEquals(List.of(List.of("ADDRESS_LIMIT")), bench.reasons());
  }

  @Test
  void keepsNoNetworkAddressInTheClear() {
    person(CLAIRE, ADDRESS);
    assertFalse(bench.everything().toString().contains(ADDRESS));
  }

  @Test
  void keepsBackWhatComesBeyondTheFormsLimitButNotForTheSakeOfBots() {
    guard(limits(5, 2));
    for (int i = 0; i < 6; i++) {
      bench.browse(someone(i), null, "198.51.100." + i);
    }
    for (int i = 10; i < 13; i++) {
      person(someone(i), "203.0.113." + i);
    }
    assertEquals(
        List.of(List.of("FORM_LIMIT")),
        bench.reasons().stream().filter(r -> !r.contains("NO_TOKEN")).toList());
  }

  @Test
  void takesMoreAsSoonAsTheFormsLimitIsRaised() {
    guard(limits(5, 1));
    person(someone(1), "203.0.113.1");
    person(someone(2), "203.0.113.2");
    assertEquals(List.of(List.of("FORM_LIMIT")), bench.reasons());
    guard(3, limits(5, 2));
    bench.clock.advance(SettingsTable.AGE_MAX);
    person(someone(3), "203.0.113.3");
    person(someone(4), "203.0.113.4");
    assertEquals(List.of(List.of("FORM_LIMIT"), List.of("FORM_LIMIT")), bench.reasons());
  }

  @Test
  void keepsBackALongMessageThatManyPersonsSend() {
    String message = "'We sell one hundred thousand visitors to your website, call %d now'";
    for (int i = 0; i <= Guard.MESSAGE_PERSONS_MAX; i++) {
      person(
          someone(i).replace("'Hello'", message.replace("%d", Integer.toString(i))),
          "203.0.113." + i);
    }
    assertEquals(List.of(List.of("REPEATED_MESSAGE")), bench.reasons());
  }

  @Test
  void letsManyPersonsSayTheSameInAFewWords() {
    for (int i = 0; i < 3 * Guard.MESSAGE_PERSONS_MAX; i++) {
      person(someone(i).replace("'Hello'", "'Please call me back'"), "203.0.113." + i);
    }
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void letsOnePersonSendTheSameLongMessageAgainAndAgain() {
    String message = "'We need a tool that routes our leads before the end of the year'";
    for (int i = 0; i < 2 * Guard.MESSAGE_PERSONS_MAX; i++) {
      person(CLAIRE.replace("'Hello'", message), "203.0.113." + i);
    }
    assertEquals(List.of(), bench.reasons());
  }

  private static IntakeBench benchWith(ExecutionInterceptor interceptor) {
    return new IntakeBench(
        IntakeBench.LOCAL
            .configure(DynamoDbClient.builder())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(o -> o.addExecutionInterceptor(interceptor))
            .build());
  }

  @Test
  void losesNoLeadWhenCountsCannotBeKept() {
    ExecutionInterceptor failing =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes a) {
            if (context.request() instanceof UpdateItemRequest) {
              throw SdkClientException.create("injected");
            }
          }
        };
    IntakeBench broken = benchWith(failing);
    String token = broken.token(IntakeBench.DEMO);
    broken.clock.advance(FILL);
    assertEquals(202, broken.browse(CLAIRE, token, ADDRESS).status());
    assertEquals(List.of(), broken.reasons());
  }

  @Test
  void losesNoLeadWhenTheKeyCannotBeRead() {
    String token = bench.token(IntakeBench.DEMO);
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    assertEquals(202, bench.browse(CLAIRE, token, ADDRESS).status());
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void showsTheFormWithoutATokenWhileThereIsNoKeyAndLetsItsPostPass() {
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    APIGatewayV2HTTPEvent look = IntakeBench.recorded("get-form.json");
    APIGatewayV2HTTPResponse page = bench.send(look);
    assertEquals(200, page.getStatusCode());
    assertTrue(page.getBody().contains("name=\"token\" value=\"\""));
    assertEquals(303, bench.send(filled("", "Claire")).getStatusCode());
    assertEquals(202, bench.browse(someone(1), null, ADDRESS).status());
    assertEquals(List.of(), bench.reasons());
    assertEquals(2, bench.leads().size());
  }

  @Test
  void keepsWhatAPersonEnteredWhenTheirPageHadNoToken() {
    APIGatewayV2HTTPResponse again = bench.send(filled("", "Claire"));
    assertEquals(422, again.getStatusCode());
    assertTrue(again.getBody().contains("value=\"Claire\""));
    assertTrue(again.getBody().contains("Please send it once more"));
    assertFalse(again.getBody().contains("name=\"token\" value=\"\""));
    assertEquals(List.of(), bench.items());
  }

  @Test
  void keepsWhatAPersonEnteredWhenAFieldIsWrongWhileThereIsNoKey() {
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    APIGatewayV2HTTPEvent request = filled("", "Claire");
    request.setBody(request.getBody().replace("country=FR", "country=Nowhere"));
    APIGatewayV2HTTPResponse again = bench.send(request);
    assertEquals(422, again.getStatusCode());
    assertTrue(again.getBody().contains("value=\"Claire\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not JSON"})
  void losesNoLeadWhenTheKeysOfTheDistributionCannotBeRead(String keys) {
    guard(limits(1, 300));
    bench.secrets.remove(IntakeBench.SERVER_KEYS);
    if (!keys.isEmpty()) {
      bench.secrets.put(IntakeBench.SERVER_KEYS, keys);
    }
    for (int i = 0; i < 2; i++) {
      String token = bench.token(IntakeBench.DEMO);
      bench.clock.advance(FILL);
      String body = someone(i).replace("}", ",'token':'" + token + "'}");
      APIGatewayV2HTTPEvent request = IntakeBench.posting(body.replace('\'', '"'));
      IntakeBench.withHeader(request, Addresses.VIEWER_HEADER, "198.51.100.1:4430");
      IntakeBench.withHeader(request, Addresses.KEY_HEADER, IntakeBench.CLOUDFRONT_KEY + "0");
      assertEquals(202, bench.send(request).getStatusCode());
    }
    assertEquals(List.of(), bench.reasons());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong-wrong-wrong-wrong", "Bearer short", "Basic YTpi", "Bearer ", ""})
  void refusesAKeyThatIsNone(String authorization) {
    refuses(authorization);
  }

  @Test
  void opensNothingWithTheDistributionsKey() {
    refuses("Bearer " + IntakeBench.CLOUDFRONT_KEY + "0");
  }

  private void refuses(String authorization) {
    APIGatewayV2HTTPEvent request =
        IntakeBench.withHeader(
            IntakeBench.recorded("post-lead.json"), "authorization", authorization);
    APIGatewayV2HTTPResponse answer = bench.send(request);
    assertEquals(401, answer.getStatusCode());
    assertEquals("invalid_server_key", Answer.of(answer).code());
    assertEquals("Bearer", answer.getHeaders().get("www-authenticate"));
    assertEquals(List.of(), bench.items());
  }

  @Test
  void believesAServerKeyAboutHowALeadCameAndCountsNothing() {
    for (int i = 0; i < 10; i++) {
      assertEquals(202, bench.post(someone(i)).status());
    }
    assertEquals(List.of(), bench.reasons());
    assertEquals(Origin.SERVER, bench.leads().getFirst().origin());
    assertEquals(10, bench.everything().size());
  }

  @Test
  void keepsBackWhatPeopleTypedWhoeverPassesItOn() {
    bench.post(CLAIRE.replace("'Claire'", "'casino.xyz'"));
    assertEquals(List.of(List.of("LINKS_IN_NAME")), bench.reasons());
  }

  @Test
  void letsNoBotSwallowAServersLeadWhileThereIsNoKey() {
    bench.secrets.remove(IntakeBench.SIGNING_KEY);
    bench.browse(CLAIRE.replace("'Hello'", "'Hello','website2':'x.com'"), null, ADDRESS);
    bench.post(CLAIRE);
    assertEquals(List.of(List.of("HONEYPOT")), bench.reasons());
    assertEquals(2, bench.items().size());
  }

  @Test
  void letsNoBotSwallowAServersLead() {
    bench.browse(CLAIRE, null, ADDRESS);
    bench.post(CLAIRE);
    assertEquals(1, bench.reasons().size());
    assertEquals(2, bench.items().size());
  }

  @Test
  void countsEndByThemselves() {
    person(CLAIRE, ADDRESS);
    List<Long> ends =
        bench.everything().stream()
            .flatMap(i -> java.util.Optional.ofNullable(i.get("expiresAt")).stream())
            .map(end -> Long.parseLong(end.n()))
            .toList();
    assertEquals(2, ends.size());
    long now = bench.clock.instant().getEpochSecond();
    assertTrue(ends.stream().allMatch(end -> end > now && end <= now + 600));
  }

  @Test
  void showsAPersonTheFormOnceMoreWhenItLayOpenTooLong() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FormTokens.LIFE);
    APIGatewayV2HTTPResponse page = bench.send(filled(token, "Claire"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("Please send it once more"));
    assertTrue(page.getBody().contains("value=\"Claire\""));
    assertEquals(List.of(), bench.items());
  }

  @Test
  void asksThePersonWhoSendsAChangedFormAgain() {
    String token = bench.token(IntakeBench.DEMO);
    bench.clock.advance(FILL);
    bench.send(filled(token, "Claire"));
    APIGatewayV2HTTPResponse page = bench.send(filled(token, "Claire Martin"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("send it once more"));
    assertEquals(1, bench.items().size());
  }

  private static APIGatewayV2HTTPEvent filled(String token, String name) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("post-form.json");
    request.setIsBase64Encoded(false);
    request.setBody(
        "form=demo&email=claire%40lyon.fr&company=Lyon&country=FR&consent=true&name="
            + name.replace(" ", "+")
            + "&token="
            + token);
    return request;
  }

  @Test
  void givesEachFormCountsOfItsOwn() {
    guard(limits(1, 300));
    person(someone(1), ADDRESS);
    String token = bench.token(IntakeBench.OTHER);
    bench.clock.advance(FILL);
    bench.browse(someone(2).replace("demo", "other"), token, ADDRESS);
    assertEquals(List.of(), bench.reasons());
  }
}
