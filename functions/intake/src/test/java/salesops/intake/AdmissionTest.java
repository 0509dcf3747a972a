package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.intake.IntakeBench.Answer;
import salesops.model.Lead;
import salesops.model.Origin;

/** What is taken, what is refused, and in whose name values are kept. */
class AdmissionTest {
  private IntakeBench bench = new IntakeBench();

  private void freshTable() {
    bench = new IntakeBench();
  }

  private Lead accepted(String body) {
    Answer answer = bench.post(body);
    assertEquals(202, answer.status(), answer::toString);
    return bench.leads().getFirst();
  }

  private List<String> faults(String body) {
    Answer answer = bench.post(body);
    assertEquals(422, answer.status(), answer::toString);
    assertEquals(List.of(), bench.items());
    return answer.faults();
  }

  @Test
  void namesEveryBadFieldAtOnce() {
    assertEquals(
        List.of(
            "attributes.deep:not_flat",
            "colour:unknown_field",
            "company:not_flat",
            "country:unknown_country",
            "email:invalid_email",
            "employees:out_of_range",
            "visits:invalid_number"),
        faults(
            """
            {'form':'demo','email':'claire','country':'Atlantis','employees':-1,'visits':'many',
             'company':{'name':'x'},'colour':'red','attributes':{'deep':[1]}}
            """));
  }

  @Test
  void quotesNoValueInAnAnswer() {
    String body = "{'form':'demo','email':'claire(at)lyon','country':'Atlantis'}";
    var response = bench.send(IntakeBench.posting(body.replace('\'', '"')));
    assertFalse(response.getBody().contains("claire"));
    assertFalse(response.getBody().contains("Atlantis"));
  }

  @Test
  void logsNothingOfThePerson() {
    bench.post("{'form':'demo','email':'claire@lyon.fr','name':'Claire Martin'}");
    bench.post("{'form':'demo','email':'claire@@lyon.fr','name':'Claire Martin'}");
    String lines = String.join("\n", bench.platform.logLines());
    assertTrue(lines.contains("\"accepted\"") && lines.contains("\"invalid_lead\""), lines);
    assertFalse(lines.contains("laire") || lines.contains("lyon"), lines);
  }

  @Test
  void needsAnEmailOrAnExternalId() {
    assertEquals(List.of("email:required"), faults("{'form':'demo','email':' ','name':'Claire'}"));
  }

  @Test
  void isContentWithAnExternalId() {
    Lead lead = accepted("{'form':'demo','externalId':'crm-7'}");
    assertEquals(1, lead.identity().persons().size());
  }

  @Test
  void knowsAPersonByBothKeys() {
    Lead lead = accepted("{'form':'demo','externalId':'crm-7','email':'claire@lyon.fr'}");
    assertEquals(2, lead.identity().persons().size());
    assertEquals(lead.leadId().person(), lead.identity().primary());
  }

  @Test
  void refusesAFormThatTheSettingsLack() {
    Answer answer = bench.post("{'form':'nosuch','email':'claire'}");
    assertEquals(422, answer.status());
    assertEquals("unknown_form", answer.code());
    assertEquals(List.of("email:invalid_email", "form:unknown_form"), answer.faults());
  }

  @Test
  void needsTheFormsNameWhereThereAreSeveral() {
    assertEquals(List.of("form:required"), faults("{'email':'claire@lyon.fr'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "owner", "grade", "leadId", "origin"})
  void leavesOutWhatOnlyTheSuiteDecides(String name) {
    Lead lead =
        accepted("{'form':'demo','email':'claire@lyon.fr','%s':{'any':'thing'}}".formatted(name));
    assertFalse(lead.fields().containsKey(name) || lead.attributes().containsKey(name));
  }

  @Test
  void refusesAFieldGivenTwice() {
    assertEquals(
        List.of("attributes.a:duplicate_field", "name:duplicate_field"),
        faults(
            "{'form':'demo','email':'claire@lyon.fr','name':'a','name':'b',"
                + "'attributes':{'a':1,'a':2}}"));
  }

  @Test
  void takesNullAndBlankForAbsent() {
    Lead lead =
        accepted(
            "{'form':'demo','email':'claire@lyon.fr','name':null,'employees':' ','attributes':"
                + "{'a':null,'b':'  '}}");
    assertEquals(Map.of("email", "claire@lyon.fr", "source", "website"), lead.fields());
    assertEquals(Map.of(), lead.attributes());
  }

  @Test
  void takesAHundredAttributesAndNotOneMore() {
    assertEquals(100, accepted(withAttributes(100)).attributes().size());
    freshTable();
    assertEquals(List.of("attributes:too_many"), faults(withAttributes(101)));
  }

  @Test
  void countsTheAttributesThatTheFormAdds() {
    String consenting = withAttributes(99).replace("{'form'", "{'consent':true,'form'");
    assertEquals(100, accepted(consenting).attributes().size());
    freshTable();
    assertEquals(
        List.of("attributes:too_many"),
        faults(withAttributes(100).replace("{'form'", "{'consent':true,'form'")));
  }

  private static String withAttributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'a" + i + "':" + i)
        .collect(
            Collectors.joining(
                ",", "{'form':'demo','email':'claire@lyon.fr','attributes':{", "}}"));
  }

  @ParameterizedTest
  @CsvSource({"name,200", "message,5000", "postalCode,20"})
  void takesATextOfItsGreatestLengthAndNotOneMore(String field, int charsMax) {
    String body = "{'form':'demo','email':'claire@lyon.fr','%s':'%s'}";
    // Counted in characters, not in the two units that Java takes for this one.
    accepted(
        body.formatted(
            field,
            "𝄞".repeat(Math.min(charsMax, 200)).concat("x".repeat(Math.max(0, charsMax - 200)))));
    freshTable();
    assertEquals(
        List.of(field + ":too_long"), faults(body.formatted(field, "x".repeat(charsMax + 1))));
  }

  @Test
  void limitsNamesAndValuesOfAttributes() {
    assertEquals(
        List.of("attributes." + "n".repeat(101) + ":too_long", "attributes.v:too_long"),
        faults(
            "{'form':'demo','email':'claire@lyon.fr','attributes':{'%s':1,'v':'%s'}}"
                .formatted("n".repeat(101), "v".repeat(1001))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\u001b[31m", "\\ud800"})
  void refusesCharactersThatAreNoText(String bad) {
    assertEquals(
        List.of("name:invalid_characters"),
        faults("{'form':'demo','email':'claire@lyon.fr','name':'a%sb'}".formatted(bad)));
  }

  @Test
  void keepsTheLinesOfAMessageAndOfNothingElse() {
    Lead lead =
        accepted(
            "{'form':'demo','email':'claire@lyon.fr','name':' Claire \\n Martin ',"
                + "'message':'one\\r\\ntwo'}");
    assertEquals("Claire Martin", lead.fields().get("name"));
    assertEquals("one\ntwo", lead.fields().get("message"));
  }

  @Test
  void remembersWhoVouchesForAValue() {
    Lead lead =
        accepted(
            "{'form':'demo','email':'claire@lyon.fr','consent':true,'visits':7,"
                + "'attributes':{'consentVersion':'99','trust':'me'}}");
    assertEquals(Origin.SERVER, lead.originOf("visits"));
    assertEquals(Origin.SERVER, lead.originOf("attributes.trust"));
    assertEquals("website", lead.fields().get("source"));
    assertEquals(Origin.SETTINGS, lead.originOf("source"));
    assertEquals("3", lead.attributes().get("consentVersion"));
    assertEquals(Origin.SETTINGS, lead.originOf("attributes.consentVersion"));
  }

  @Test
  void storesNoConsentVersionWithoutConsent() {
    Lead lead =
        accepted("{'form':'demo','email':'claire@lyon.fr','attributes':{'consentVersion':'3'}}");
    assertEquals(Map.of(), lead.attributes());
  }

  @Test
  void keepsWhatTheSenderGaveBesideWhatTheSettingsHide() {
    Lead lead = accepted("{'form':'demo','email':'claire@lyon.fr','source':'Fair'}");
    assertEquals("Fair", lead.fields().get("source"));
    assertEquals(Origin.SERVER, lead.originOf("source"));
  }

  @Test
  void readsHiddenParametersFromTheLandingPage() {
    Lead lead =
        accepted(
            "{'form':'demo','email':'claire@lyon.fr',"
                + "'landingPage':'https://northwind.example/?a=1&utm_campaign=Spring%20sale#top'}");
    assertEquals("Spring sale", lead.fields().get("campaign"));
    assertEquals(Origin.SERVER, lead.originOf("campaign"));
  }
}
