package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.events.LeadSubmitted;
import salesops.model.Lead;
import salesops.model.Origin;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;

/** Leads that are kept back: listed, and released by command or link. */
class QuarantineTest {
  private static final String BOT =
      "{'form':'demo','email':'bot@lyon.fr','name':'<b>Bot','message':'Hello'}";

  private final IntakeBench bench = new IntakeBench();
  private final OperationsHandler operations = bench.operations();

  private String quarantine(String body) {
    return bench.browse(body, null, "203.0.113.7").leadId();
  }

  private Map<String, Object> operate(String operation, Map<String, Object> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("operation", operation);
    request.putIfAbsent("by", "ops@northwind.example");
    return operations.handleRequest(request, null);
  }

  private List<?> listed() {
    return list(operate("quarantined", Map.of()), "leads");
  }

  private static List<?> list(Map<String, Object> answer, String key) {
    return answer.get(key) instanceof List<?> list ? list : List.of();
  }

  private static Object of(Object line, String key) {
    return String.valueOf(((Map<?, ?>) line).get(key));
  }

  @Test
  void listsWhatIsKeptBackNewestFirst() {
    String first = quarantine(BOT);
    bench.clock.advance(Duration.ofSeconds(1));
    String second = quarantine(BOT.replace("bot@", "bot2@"));
    bench.post(BOT.replace("bot@", "honest@"));
    assertEquals(List.of(second, first), listed().stream().map(l -> of(l, "leadId")).toList());
    assertEquals("[NO_TOKEN]", of(listed().getFirst(), "reasons"));
    assertEquals("bot2@lyon.fr", of(listed().getFirst(), "email"));
    assertEquals(1, list(operate("quarantined", Map.of("limit", 1)), "leads").size());
  }

  @Test
  void letsALeadGoOnItsWayOnceAndSaysWhoDidIt() {
    String lead = quarantine(BOT);
    bench.clock.advance(Duration.ofMinutes(5));
    Map<String, Object> first = operate("release", Map.of("lead", lead));
    assertEquals(true, first.get("ok"));
    assertEquals(false, first.get("already"));
    bench.clock.advance(Duration.ofMinutes(5));
    Map<String, Object> again = operate("release", Map.of("lead", lead, "by", "tom"));
    assertEquals(true, again.get("already"));
    assertEquals("ops@northwind.example", again.get("releasedBy"));
    assertEquals(first.get("releasedAt"), again.get("releasedAt"));
    LeadSubmitted told = (LeadSubmitted) bench.told().getFirst();
    assertEquals(lead, told.lead().leadId().value());
    assertEquals(first.get("releasedAt"), told.lead().get(Lead.RELEASED_AT).orElseThrow());
    assertEquals(Origin.SETTINGS, told.lead().originOf(Lead.RELEASED_AT));
    assertEquals(1, bench.told().size());
    assertEquals(List.of(), listed());
  }

  @Test
  void answersTheSameLeadToACopyAfterItsRelease() {
    String lead = quarantine(BOT);
    operate("release", Map.of("lead", lead));
    assertEquals(lead, quarantine(BOT));
    assertEquals(List.of(), bench.reasons());
  }

  @Test
  void keepsWhoReleasesALeadAsOneLineOfLimitedLength() {
    String lead = quarantine(BOT);
    for (String by : List.of("\u202e\u0000", " ", "x".repeat(255))) {
      assertEquals("invalid", operate("release", Map.of("lead", lead, "by", by)).get("code"));
    }
    Map<String, Object> released = operate("release", Map.of("lead", lead, "by", " e\u001bv\ne "));
    assertEquals("e v e", released.get("releasedBy"));
  }

  @Test
  void findsALeadWhoseFingerprintCameAgain() {
    String lead = quarantine(BOT);
    bench.clock.advance(Submission.QUARANTINE_WINDOW.plusMillis(1));
    String second = quarantine(BOT);
    assertEquals(2, listed().size());
    assertEquals(true, operate("release", Map.of("lead", lead)).get("ok"));
    assertEquals(List.of(second), listed().stream().map(l -> of(l, "leadId")).toList());
    assertEquals(
        List.of(lead),
        bench.told().stream()
            .filter(LeadSubmitted.class::isInstance)
            .map(e -> ((LeadSubmitted) e).lead().leadId().value())
            .toList());
  }

  @Test
  void knowsNoLeadThatWasNeverKeptBack() {
    String lead = bench.post(BOT).leadId();
    assertEquals("unknownLead", operate("release", Map.of("lead", lead)).get("code"));
    assertEquals("unknownLead", operate("release", Map.of("lead", "x")).get("code"));
    assertEquals("invalid", operate("release", Map.of()).get("code"));
    assertEquals("invalid", operate("quarantined", Map.of("limit", 501)).get("code"));
    assertEquals("unknownOperation", operate("other", Map.of()).get("code"));
  }

  private APIGatewayV2HTTPResponse open(String method, Action action, String lead) {
    String link =
        new ActionLinks(bench.signed(), "https://api.example")
            .to(new Permission(action, lead, "tom@northwind.example", "link1"));
    return open(method, link.substring(link.lastIndexOf('/') + 1));
  }

  private APIGatewayV2HTTPResponse open(String method, String token) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("get-form.json");
    request.setRouteKey(method + " /releases/{token}");
    request.setPathParameters(Map.of("token", token));
    return bench.send(request);
  }

  @Test
  void asksBehindALinkAndChangesNothing() {
    String lead = quarantine(BOT);
    APIGatewayV2HTTPResponse page = open("GET", Action.RELEASE, lead);
    assertEquals(200, page.getStatusCode());
    assertTrue(page.getBody().contains("&lt;b&gt;Bot"));
    assertTrue(page.getBody().contains("no token"));
    assertTrue(page.getBody().contains("<form method=\"post\">"));
    assertEquals(1, listed().size());
    assertEquals("no-store", page.getHeaders().get("cache-control"));
    assertEquals("no-referrer", page.getHeaders().get("referrer-policy"));
    String csp = page.getHeaders().getOrDefault("content-security-policy", "");
    assertTrue(csp.startsWith("default-src 'none'") && csp.endsWith("frame-ancestors 'none'"));
  }

  @Test
  void releasesBehindALinkAndRemembersIt() {
    String lead = quarantine(BOT);
    assertEquals(200, open("POST", Action.RELEASE, lead).getStatusCode());
    assertTrue(open("POST", Action.RELEASE, lead).getBody().contains("tom@northwind.example"));
    assertEquals(List.of(), listed());
    assertEquals(1, bench.told().size());
    assertTrue(bench.items().toString().contains("link1"));
    assertTrue(open("GET", Action.RELEASE, lead).getBody().contains("Released by"));
  }

  @Test
  void takesNoLinkForAnotherPurposeAndNoForgedOne() {
    String lead = quarantine(BOT);
    assertEquals(404, open("POST", Action.RETURN, lead).getStatusCode());
    assertEquals(404, open("POST", "forged").getStatusCode());
    assertEquals(404, open("GET", "forged").getStatusCode());
    assertEquals(1, listed().size());
  }

  @Test
  void saysThatALinkIsTooOld() {
    String lead = quarantine(BOT);
    String link =
        new ActionLinks(bench.signed(), "")
            .to(new Permission(Action.RELEASE, lead, "tom@northwind.example", "link1"));
    bench.clock.advance(ActionLinks.LIFE);
    APIGatewayV2HTTPResponse page = open("POST", link.substring(link.lastIndexOf('/') + 1));
    assertEquals(410, page.getStatusCode());
    assertFalse(page.getBody().contains(lead));
    assertEquals(1, listed().size());
  }

  @Test
  void importsEachRowOnceHoweverOftenTheListIsSent() {
    List<Map<String, Object>> rows =
        List.of(
            Map.of("form", "demo", "email", "a@lyon.fr"),
            Map.of("form", "demo", "email", "someone@mailinator.com"),
            Map.of("form", "demo", "email", "nonsense"),
            Map.of("form", "demo", "email", "a@lyon.fr", "website", "x"));
    assertEquals(List.of("accepted", "accepted", "rejected", "rejected"), outcomes(rows));
    bench.clock.advance(Duration.ofDays(400));
    assertEquals(List.of("duplicate", "duplicate", "rejected", "rejected"), outcomes(rows));
    assertEquals(2, bench.everything().size());
    assertEquals(salesops.model.Origin.IMPORT, bench.leads().getFirst().origin());
    Object third = list(operate("import", Map.of("leads", rows)), "rows").get(2);
    assertEquals("invalid_email", of(third, "code"));
    assertEquals("email", of(third, "field"));
  }

  @Test
  void importsWhatAWebsiteSentTooAsALeadOfItsOwn() {
    bench.post("{'form':'demo','email':'a@lyon.fr'}");
    assertEquals(
        List.of("accepted"), outcomes(List.of(Map.of("form", "demo", "email", "a@lyon.fr"))));
    assertEquals(2, bench.everything().size());
  }

  private List<?> outcomes(List<?> rows) {
    List<?> outcomes = list(operate("import", Map.of("leads", rows)), "rows");
    return outcomes.stream().map(o -> of(o, "outcome")).toList();
  }

  @Test
  void importsNoMoreThanABatch() {
    List<?> rows = java.util.Collections.nCopies(26, Map.of("email", "a@lyon.fr"));
    assertEquals("invalid", operate("import", Map.of("leads", rows)).get("code"));
    assertEquals("invalid", operate("import", Map.of("leads", List.of())).get("code"));
  }
}
