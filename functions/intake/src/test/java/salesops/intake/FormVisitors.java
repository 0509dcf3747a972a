package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.time.Duration;
import java.util.List;
import salesops.intake.IntakeBench.Answer;
import salesops.model.settings.Form;
import salesops.runtime.settings.SettingsTable;

/** People at the demo form of one intake function, and how it is guarded. */
final class FormVisitors {
  static final String CLAIRE =
      "{'form':'demo','email':'claire@lyon.fr','name':'Claire','message':'Hello'}";
  static final String ADDRESS = "203.0.113.7";

  /** How long a person takes. */
  static final Duration FILL = Duration.ofSeconds(3);

  private final IntakeBench bench;

  FormVisitors(IntakeBench bench) {
    this.bench = bench;
  }

  /** Somebody like Claire, but for the address. */
  static String someone(int number) {
    return CLAIRE.replace("claire@", "p" + number + "@");
  }

  /** Token of a form that a person opened and took their time to fill in. */
  String tokenOf(Form form) {
    String token = bench.token(form);
    bench.clock.advance(FILL);
    return token;
  }

  /** As a person does: opens the form, fills it in, sends it. */
  Answer person(String body, String address) {
    return bench.browse(body, tokenOf(IntakeBench.DEMO), address);
  }

  /**
   * As a person does whose post comes through a distribution.
   *
   * @param key that the distribution shows
   */
  void throughDistribution(String body, String address, String key) {
    String json =
        body.replace("}", ",'token':'" + tokenOf(IntakeBench.DEMO) + "'}").replace('\'', '"');
    APIGatewayV2HTTPEvent request = IntakeBench.posting(json);
    IntakeBench.withHeader(request, Addresses.VIEWER_HEADER, address + ":4430");
    IntakeBench.withHeader(request, "x-forwarded-for", address);
    IntakeBench.withHeader(request, Addresses.KEY_HEADER, key);
    assertEquals(202, bench.send(request).getStatusCode());
  }

  /** The form as a page without scripts posts it. */
  static APIGatewayV2HTTPEvent filled(String token, String name) {
    APIGatewayV2HTTPEvent request = IntakeBench.recorded("post-form.json");
    request.setIsBase64Encoded(false);
    request.setBody(
        "form=demo&email=claire%40lyon.fr&company=Lyon&country=FR&consent=true&name="
            + name.replace(" ", "+")
            + "&token="
            + token);
    return request;
  }

  /** From version 2 of the settings on, this guards the demo form. */
  void guard(Form.Guard guard) {
    guard(2, guard);
  }

  void guard(int version, Form.Guard guard) {
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

  static Form.Guard limits(int perAddress, int perForm) {
    return new Form.Guard(
        3_000,
        new Form.Rate(perAddress, 600),
        new Form.Rate(perForm, 600),
        Form.Mail.ACCEPT,
        Form.Mail.QUARANTINE);
  }
}
