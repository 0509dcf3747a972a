package salesops.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.runtime.http.FormBody.Field;

class FormBodyTest {
  @Test
  void readsFieldsInTheirOrder() {
    FormBody form = FormBody.of("name=Ana+B&message=%C3%A0%26&name=Ben&company&=x&a=b=c");
    assertEquals(
        List.of(
            new Field("name", "Ana B"),
            new Field("message", "à&"),
            new Field("name", "Ben"),
            new Field("company", ""),
            new Field("a", "b=c")),
        form.fields());
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=%zz", "name=%", "name=a%4", "%zz=a", "%zz"})
  void refusesAPercentSignThatEncodesNothing(String body) {
    assertThrows(IllegalArgumentException.class, () -> FormBody.of(body));
  }

  @Test
  void countsTheBytesThatAreMeant() {
    assertEquals(6, FormBody.decodedBytes("a=%C3%A0+b".getBytes(UTF_8)));
  }

  private static APIGatewayV2HTTPEvent request(String body, boolean base64) {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setBody(base64 ? Base64.getEncoder().encodeToString(body.getBytes(UTF_8)) : body);
    request.setIsBase64Encoded(base64);
    return request;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void measuresTheBytesOfARequest(boolean base64) {
    assertArrayEquals(
        "aà".getBytes(UTF_8), RequestBytes.of(request("aà", base64), 3).orElseThrow());
    assertEquals(Optional.empty(), RequestBytes.of(request("aàb", base64), 3));
    assertEquals(Optional.empty(), RequestBytes.of(request("abcdefghijk", base64), 3));
    assertEquals(0, RequestBytes.of(new APIGatewayV2HTTPEvent(), 3).orElseThrow().length);
  }

  @Test
  void refusesWhatIsNotBase64() {
    APIGatewayV2HTTPEvent request = request("a-b", false);
    request.setIsBase64Encoded(true);
    assertThrows(IllegalArgumentException.class, () -> RequestBytes.of(request, 10));
  }
}
