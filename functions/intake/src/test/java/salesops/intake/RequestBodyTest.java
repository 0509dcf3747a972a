package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.LeadField;
import salesops.runtime.http.Problem;

class RequestBodyTest {
  private static APIGatewayV2HTTPEvent request(byte[] body, boolean base64) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("post-lead.json");
    request.setIsBase64Encoded(base64);
    request.setBody(base64 ? Base64.getEncoder().encodeToString(body) : new String(body, UTF_8));
    return request;
  }

  private static String refusal(APIGatewayV2HTTPEvent request) {
    Problem problem = assertInstanceOf(Reading.Refused.class, RequestBody.read(request)).problem();
    return problem.status() + " " + problem.code();
  }

  private static byte[] bodyOf(int bytes) {
    String frame = "{\"message\":\"é\"}";
    int fill = bytes - frame.getBytes(UTF_8).length;
    return frame.replace("é", "é" + "x".repeat(fill)).getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesSixteenKibibytesAndNotOneByteMore(boolean base64) {
    assertInstanceOf(Draft.class, RequestBody.read(request(bodyOf(16 * 1024), base64)));
    assertEquals("413 body_too_large", refusal(request(bodyOf(16 * 1024 + 1), base64)));
    assertEquals("413 body_too_large", refusal(request(new byte[5_000_000], base64)));
  }

  /** A form of so many bytes when decoded, in an alphabet where each letter takes three. */
  private static APIGatewayV2HTTPEvent form(int decodedBytes, boolean base64) {
    int letters = (decodedBytes - "message=".length()) / 3;
    int rest = decodedBytes - "message=".length() - 3 * letters;
    String body = "message=" + "%E4%B8%AD".repeat(letters) + "x".repeat(rest);
    return IntakeBench.withHeader(
        request(body.getBytes(UTF_8), base64), "content-type", "application/x-www-form-urlencoded");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void measuresAFormAsItIsMeantNotAsItIsSent(boolean base64) {
    Draft draft = assertInstanceOf(Draft.class, RequestBody.read(form(16 * 1024, base64)));
    String message = draft.values().getOrDefault("message", "");
    assertEquals(16 * 1024 - "message=".length(), message.getBytes(UTF_8).length);
    assertEquals("413 body_too_large", refusal(form(16 * 1024 + 1, base64)));
  }

  @Test
  void takesAMessageOfFullLengthInAnyAlphabet() {
    for (String letter : List.of("x", "я", "中", "क", "😀")) {
      String message = letter.repeat(LeadField.MESSAGE.max() / letter.length());
      String body =
          "form=demo&email=claire%40lyon.fr&name=Claire&message="
              + URLEncoder.encode(message, UTF_8);
      APIGatewayV2HTTPEvent request =
          IntakeBench.withHeader(
              request(body.getBytes(UTF_8), true),
              "content-type",
              "application/x-www-form-urlencoded");
      Draft draft = assertInstanceOf(Draft.class, RequestBody.read(request), letter);
      assertEquals(message, draft.values().get("message"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesAFormThatIsSentTooLongBeforeItLooksAtIt(boolean base64) {
    byte[] percents = "%".repeat(3 * 16 * 1024 + 1).getBytes(UTF_8);
    APIGatewayV2HTTPEvent request =
        IntakeBench.withHeader(
            request(percents, base64), "content-type", "application/x-www-form-urlencoded");
    assertEquals("413 body_too_large", refusal(request));
  }

  @Test
  void takesNoJsonThatIsLongerBecauseItHasPercents() {
    byte[] json = ("{\"message\":\"" + "%E4".repeat(6_000) + "\"}").getBytes(UTF_8);
    assertEquals("413 body_too_large", refusal(request(json, false)));
  }

  @Test
  void measuresBeforeItParses() {
    byte[] noJson = "[".repeat(20_000).getBytes(UTF_8);
    assertEquals("413 body_too_large", refusal(request(noJson, false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{\"a\":}",
        "{'a':1}",
        "{} {}",
        "{}x",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":\"\n\"}",
        "{/**/}",
        "{\"attributes\":{\"a\":1}"
      })
  void refusesWhatIsNoSingleJsonObject(String body) {
    assertEquals("400 malformed_body", refusal(request(body.getBytes(UTF_8), false)));
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    String deep = "{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}";
    assertEquals("400 too_deep", refusal(request(deep.getBytes(UTF_8), false)));
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertEquals("400 malformed_body", refusal(request(new byte[] {'{', (byte) 0xff}, true)));
    APIGatewayV2HTTPEvent request = request(new byte[0], true);
    request.setBody("not base 64!");
    assertEquals("400 malformed_body", refusal(request));
  }

  @Test
  void takesAMissingBodyForAnEmptyOne() {
    APIGatewayV2HTTPEvent request = request(new byte[0], false);
    request.setBody(null);
    assertEquals("400 malformed_body", refusal(request));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "APPLICATION/JSON; charset=utf-8, true",
    "text/plain, false",
    "multipart/form-data; boundary=x, false",
    "'', false"
  })
  void takesJsonOnlyUnderItsName(String contentType, boolean taken) {
    APIGatewayV2HTTPEvent request =
        IntakeBench.withHeader(request("{}".getBytes(UTF_8), false), "content-type", contentType);
    if (taken) {
      assertInstanceOf(Draft.class, RequestBody.read(request));
    } else {
      assertEquals("415 unsupported_media_type", refusal(request));
    }
  }

  @Test
  void readsUrlencodedText() {
    Draft draft =
        assertInstanceOf(
            Draft.class,
            UrlencodedBody.read("name=Ana+B&message=%C3%A0%26&attributes.my+key=1&company&=x"));
    assertEquals("Ana B", draft.values().get("name"));
    assertEquals("à&", draft.values().get("message"));
    assertEquals("", draft.values().get("company"));
    assertEquals("1", draft.attributes().get("my key"));
  }

  @Test
  void refusesBrokenUrlencoding() {
    assertInstanceOf(Reading.Refused.class, UrlencodedBody.read("name=%zz"));
  }
}
