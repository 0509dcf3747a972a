package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
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

  private static String csp(APIGatewayV2HTTPResponse response) {
    return response.getHeaders().getOrDefault("content-security-policy", "");
  }

  @Test
  void showsTheFormOfTheSettings() {
    APIGatewayV2HTTPResponse page = get("demo");
    assertEquals(200, page.getStatusCode());
    assertEquals("text/html; charset=utf-8", page.getHeaders().get("content-type"));
    String html = page.getBody();
    assertTrue(html.contains("<label for=\"f-email\">Work e-mail"));
    assertTrue(html.contains("autocomplete=\"organization\""));
    assertTrue(html.contains("inputmode=\"numeric\""));
    assertTrue(html.contains("<option value=\"FR\">France</option>"));
    assertTrue(html.contains("name=\"attributes.budget\""));
    assertTrue(html.contains("<input type=\"hidden\" name=\"campaign\" value=\"autumn\">"));
    assertTrue(html.contains("You may contact me about Northwind."));
    assertFalse(html.contains("checked"));
    assertFalse(html.contains("website"), "what the settings hide is not for the browser");
  }

  @Test
  void letsOnlyTheFormsOriginsFrameItAndRunsNoScript() {
    assertTrue(
        csp(get("demo")).startsWith("default-src 'none'; base-uri 'none'; style-src 'sha256-"));
    assertTrue(csp(get("demo")).endsWith("frame-ancestors https://northwind.example"));
    assertTrue(csp(get("demo")).contains("form-action 'self' https://northwind.example;"));
    assertTrue(csp(get("other")).endsWith("form-action 'self'; frame-ancestors 'none'"));
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
    assertTrue(page.getBody().contains("has a new text"));
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
    assertTrue(html.contains("<a href=\"#f-email\">Work e-mail must be like"));
    assertTrue(html.contains("aria-invalid=\"true\" aria-describedby=\"f-email-error\""));
    assertTrue(html.contains("value=\"claire&quot;&gt;&lt;script&gt;\""));
    assertTrue(html.contains("<option value=\"FR\" selected>"));
    assertTrue(html.contains("&lt;/textarea&gt;"));
    assertTrue(html.contains("<input type=\"hidden\" name=\"campaign\" value=\"autumn\">"));
    assertTrue(
        html.contains(
            "name=\"attributes.budget\" autocomplete=\"off\" maxlength=\"1000\" value=\"5\""));
    assertFalse(html.contains("<script") || html.contains("checked"));
  }

  @Test
  void doesNotSendTheBrowserToAPageOutsideTheSettings() {
    APIGatewayV2HTTPResponse page =
        bench.send(posted(FILLED + "&consent=true&thanks=https%3A%2F%2Fevil.example"));
    assertEquals(422, page.getStatusCode());
  }
}
