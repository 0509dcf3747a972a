package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;
import salesops.model.Origin;

class HostedFormTest {
  private static final String FILLED =
      "form=demo&email=claire%40lyon.fr&name=Claire&company=Lyon&country=FR&consentVersion=3";

  private final IntakeBench bench = new IntakeBench();

  private static APIGatewayV2HTTPEvent posted(String body) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("post-form.json");
    request.setIsBase64Encoded(false);
    request.setBody(body);
    return request;
  }

  private APIGatewayV2HTTPResponse get(String form) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("get-form.json");
    request.getPathParameters().put("form", form);
    return bench.send(request);
  }

  private APIGatewayV2HTTPResponse get(String form, String lang, String acceptLanguage) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("get-form.json");
    request.getPathParameters().put("form", form);
    Map<String, String> query = new HashMap<>(request.getQueryStringParameters());
    query.put("lang", lang);
    request.setQueryStringParameters(query);
    return bench.send(IntakeBench.withHeader(request, "accept-language", acceptLanguage));
  }

  private static String csp(APIGatewayV2HTTPResponse response) {
    return response.getHeaders().getOrDefault("content-security-policy", "");
  }

  @Test
  void showsTheFormOfTheSettings() {
    APIGatewayV2HTTPResponse page = get("demo");
    assertEquals(200, page.getStatusCode());
    assertEquals("text/html; charset=utf-8", page.getHeaders().get("content-type"));
    String html = page.getBody();
    assertTrue(html.contains("<label for=\"f-email\">Work e-mail</label>"));
    assertTrue(html.contains("autocomplete=\"organization\""));
    assertTrue(html.contains("inputmode=\"numeric\""));
    assertTrue(html.contains("<option value=\"FR\">France</option>"));
    assertTrue(html.contains("name=\"attributes.budget\""));
    assertTrue(html.contains("<input type=\"hidden\" name=\"campaign\" value=\"autumn\">"));
    assertTrue(html.contains("You may contact me about Northwind."));
    assertFalse(html.contains("checked"));
    assertFalse(html.contains("\"website\""), "what the settings hide is not for the browser");
  }

  @Test
  void loadsNothingButItsOwnAndLetsOnlyTheFormsOriginsFrameIt() {
    assertTrue(csp(get("demo")).startsWith("default-src 'self'; base-uri 'none';"));
    assertTrue(csp(get("demo")).endsWith("frame-ancestors https://northwind.example"));
    assertTrue(csp(get("demo")).contains("form-action 'self' https://northwind.example;"));
    assertTrue(csp(get("other")).endsWith("form-action 'self'; frame-ancestors 'none'"));
    assertEquals("nosniff", get("demo").getHeaders().get("x-content-type-options"));
    assertEquals("same-origin", get("demo").getHeaders().get("referrer-policy"));
  }

  @Test
  void hasNothingInlineThatItsOwnPolicyWouldRefuse() {
    String html = get("demo").getBody();
    assertFalse(html.contains("<style") || html.contains(" style=") || html.contains(" onclick="));
    assertEquals(1, html.split("<script", -1).length - 1);
    assertTrue(html.contains("<script src=\"../assets/form.js?v="));
  }

  @Test
  void carriesATokenThatChangesWithEachLook() {
    String first = token(get("demo").getBody());
    assertFalse(first.isEmpty());
    assertNotEquals(first, token(get("demo").getBody()));
  }

  @Test
  void carriesAFreshTokenWhenItIsShownAgain() {
    String token = token(get("demo").getBody());
    String again = token(bench.send(posted("form=demo&token=" + token)).getBody());
    assertFalse(again.isEmpty());
    assertNotEquals(token, again);
  }

  private static String token(String html) {
    Matcher input = Pattern.compile("name=\"token\" value=\"([^\"]*)\"").matcher(html);
    return input.find() ? input.group(1) : "";
  }

  @Test
  void hidesItsTrapFromEverybodyButPrograms() {
    assertTrue(get("demo").getBody().contains("<div class=\"trap\" aria-hidden=\"true\">"));
    assertTrue(
        get("demo").getBody().contains("name=\"website2\" tabindex=\"-1\" autocomplete=\"off\""));
  }

  @Test
  void speaksTheLanguageOfTheBrowser() {
    APIGatewayV2HTTPResponse page = get("demo", "", "de-AT,de;q=0.9,en;q=0.5");
    assertEquals("de", page.getHeaders().get("content-language"));
    assertEquals("accept-language", page.getHeaders().get("vary"));
    assertEquals("no-store", page.getHeaders().get("cache-control"));
    String html = page.getBody();
    assertTrue(html.contains("<html lang=\"de\" dir=\"ltr\">"));
    assertTrue(html.contains("<h1>Mit uns sprechen</h1>"));
    assertTrue(html.contains(">Firma</label>"));
    assertTrue(html.contains(">Geschäftliche E-Mail-Adresse</label>"));
    assertTrue(html.contains("Sie dürfen mich anrufen."));
    assertTrue(html.contains("name=\"consentVersion\" value=\"3\""));
    assertTrue(html.contains("name=\"attributes.language\" value=\"de\""));
    assertTrue(html.contains("action=\"../leads?lang=de\""));
  }

  @Test
  void letsTheReaderChooseAnotherLanguageAndKeepsWhereTheyCameFrom() {
    String html = get("demo", "de", "fr").getBody();
    assertTrue(html.contains("<html lang=\"de\""));
    assertTrue(
        html.contains(
            "<a href=\"../forms/demo?lang=en&amp;utm_campaign=autumn\" lang=\"en\" hreflang=\"en\">"));
    assertTrue(html.contains("<span aria-current=\"true\">Deutsch</span>"));
    assertFalse(get("other").getBody().contains("<nav"));
  }

  @Test
  void sortsCountriesAsTheLanguageDoes() {
    String html = get("demo", "de", "").getBody();
    int afghanistan = html.indexOf(">Afghanistan<");
    int egypt = html.indexOf(">Ägypten<");
    int albania = html.indexOf(">Albanien<");
    assertTrue(afghanistan > 0 && afghanistan < egypt && egypt < albania);
  }

  @Test
  void saysWhatIsWrongInTheLanguageOfThePage() {
    APIGatewayV2HTTPEvent request = posted("form=demo&email=x&employees=99999999");
    request.setQueryStringParameters(Map.of("lang", "de"));
    String html = bench.send(request).getBody();
    assertTrue(html.contains("<title>Fehler: Mit uns sprechen · Northwind</title>"));
    assertTrue(
        html.contains(
            "<a href=\"#f-email\">Geschäftliche E-Mail-Adresse: Bitte geben Sie eine Adresse"));
    assertTrue(html.contains("Bitte geben Sie eine Zahl von 0 bis 10000000 ein."));
  }

  @Test
  void linksThePrivacyNoticeOnlyWhereThereIsOne() {
    assertTrue(
        get("demo")
            .getBody()
            .contains("<a href=\"https://northwind.example/privacy\" target=\"_blank\""));
    assertFalse(get("other").getBody().contains("target="));
  }

  @Test
  void servesItsStyleForGoodAndItsEmbeddingScriptForAWhile() {
    Matcher style =
        Pattern.compile("assets/style.css\\?v=([a-z0-9]+)").matcher(get("demo").getBody());
    assertTrue(style.find());
    APIGatewayV2HTTPResponse exact = asset("style.css", Map.of("v", style.group(1)));
    assertEquals(200, exact.getStatusCode());
    assertEquals("text/css; charset=utf-8", exact.getHeaders().get("content-type"));
    assertEquals("public, max-age=31536000, immutable", exact.getHeaders().get("cache-control"));
    assertEquals(
        "public, max-age=3600",
        asset("style.css", Map.of("v", "old")).getHeaders().get("cache-control"));
    assertEquals(200, asset("embed.js", Map.of()).getStatusCode());
    assertEquals(404, asset("../words/en.properties", Map.of()).getStatusCode());
  }

  private APIGatewayV2HTTPResponse asset(String name, Map<String, String> query) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("get-form.json");
    request.setRouteKey("GET /assets/{asset}");
    request.setPathParameters(Map.of("asset", name));
    request.setQueryStringParameters(query);
    return bench.send(request);
  }

  @Test
  void answersAnUnknownFormWithAPage() {
    assertEquals(404, get("nosuch").getStatusCode());
  }

  @Test
  void showsTheSettingsTextAsText() {
    assertTrue(get("other").getBody().contains("<h1>Ask &lt;us&gt;</h1>"));
  }

  @Test
  void takesTheRecordedPostAndSendsTheBrowserOn() {
    APIGatewayV2HTTPResponse answer = bench.send(IntakeBench.recorded("post-form.json"));
    assertEquals(303, answer.getStatusCode());
    assertEquals("https://northwind.example/thanks", answer.getHeaders().get("location"));
    Lead lead = bench.leads().getFirst();
    assertEquals("Bonjour\nà bientôt", lead.fields().get("message"));
    assertEquals("autumn", lead.fields().get("campaign"));
    assertEquals("true", lead.fields().get("consent"));
    assertEquals("3", lead.attributes().get("consentVersion"));
    assertEquals(Origin.SETTINGS, lead.originOf("source"));
  }

  @Test
  void makesOneLeadOfADoubleClick() {
    bench.send(IntakeBench.recorded("post-form.json"));
    bench.send(IntakeBench.recorded("post-form.json"));
    assertEquals(1, bench.items().size());
  }

  @Test
  void thanksWithoutSayingWhoAnswers() {
    APIGatewayV2HTTPResponse answer = bench.send(posted("form=other&email=claire%40lyon.fr"));
    assertEquals(202, answer.getStatusCode());
    assertTrue(answer.getBody().contains("Thank you"));
    assertFalse(answer.getBody().contains(bench.leads().getFirst().leadId().value()));
  }

  @Test
  void answersAProgramThatPostsAFormWithJson() {
    APIGatewayV2HTTPEvent request = posted("form=other&email=claire%40lyon.fr");
    APIGatewayV2HTTPResponse answer = bench.send(IntakeBench.withHeader(request, "accept", "*/*"));
    assertEquals(202, answer.getStatusCode());
    assertEquals(bench.leads().getFirst().leadId().value(), IntakeBench.Answer.of(answer).leadId());
  }

  @Test
  void holdsPeopleToTheRequiredFieldsAndTheConsent() {
    APIGatewayV2HTTPEvent request = posted("form=demo&email=claire%40lyon.fr&name=+");
    IntakeBench.Answer answer =
        IntakeBench.Answer.of(bench.send(IntakeBench.withHeader(request, "accept", "*/*")));
    assertEquals(422, answer.status());
    assertEquals(
        List.of(
            "company:required", "consent:consent_required", "country:required", "name:required"),
        answer.faults());
    assertEquals(List.of(), bench.items());
  }

  @Test
  void leavesOutABadValueThatThePersonCannotSee() {
    String campaign = "&campaign=" + "x".repeat(201);
    assertEquals(303, bench.send(posted(FILLED + "&consent=true" + campaign)).getStatusCode());
    assertFalse(bench.leads().getFirst().fields().containsKey("campaign"));
  }

  @Test
  void takesNoConsentToATextThatWasNotShown() {
    APIGatewayV2HTTPResponse page =
        bench.send(posted(FILLED.replace("Version=3", "Version=2") + "&consent=true"));
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("This text has changed"));
    assertTrue(page.getBody().contains("name=\"consentVersion\" value=\"3\""));
  }

  @Test
  void showsTheFormAgainWithAllThatWasEntered() {
    APIGatewayV2HTTPResponse page =
        bench.send(
            posted(
                FILLED.replace("claire%40lyon.fr", "claire%22%3E%3Cscript%3E")
                    + "&consent=true&campaign=autumn&attributes.budget=5&message=%3C%2Ftextarea%3E"));
    assertEquals(422, page.getStatusCode());
    String html = page.getBody();
    assertTrue(html.contains("<a href=\"#f-email\">Work e-mail: Please enter"));
    assertTrue(html.contains("aria-invalid=\"true\" aria-describedby=\"f-email-error\""));
    assertTrue(html.contains("value=\"claire&quot;&gt;&lt;script&gt;\""));
    assertTrue(html.contains("<option value=\"FR\" selected>"));
    assertTrue(html.contains("&lt;/textarea&gt;"));
    assertTrue(html.contains("<input type=\"hidden\" name=\"campaign\" value=\"autumn\">"));
    assertTrue(
        html.contains(
            "name=\"attributes.budget\" autocomplete=\"off\" maxlength=\"1000\" value=\"5\""));
    assertFalse(html.contains("<script>") || html.contains("checked"));
  }

  @Test
  void doesNotSendTheBrowserToAPageOutsideTheSettings() {
    APIGatewayV2HTTPResponse page =
        bench.send(posted(FILLED + "&consent=true&thanks=https%3A%2F%2Fevil.example"));
    assertEquals(422, page.getStatusCode());
  }
}
