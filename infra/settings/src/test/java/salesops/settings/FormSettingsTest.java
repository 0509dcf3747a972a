package salesops.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.settings.show.SettingsDiff;

/** What a settings file says of a form. */
class FormSettingsTest {
  private static Form form(String keys) {
    return Written.settings(Written.with("forms", "{demo: {fields: [email!], " + keys + "}}"))
        .forms()
        .getFirst();
  }

  private static Form.Guard guard(String guard) {
    return form("guard: {" + guard + "}").guard();
  }

  @Test
  void guardsEveryFormUnlessTold() {
    assertEquals(Form.Guard.USUAL, guard(""));
    assertEquals(
        new Form.Guard(
            0,
            new Form.Rate(20, 3_600),
            new Form.Rate(20_000, 90),
            Form.Mail.REJECT,
            Form.Mail.ACCEPT),
        guard(
            "minFill: 0s, perAddress: 20/1h, perForm: 20000/90s, freeMail: reject,"
                + " disposableMail: accept"));
  }

  @Test
  void tellsWhatChangedInTheGuard() {
    Settings before = Written.settings(Written.correct().compile());
    Settings after =
        Written.settings(
            Written.with(
                "forms", "{demo: {fields: [email!], guard: {perAddress: 5/1h, minFill: 4s}}}"));
    assertEquals(
        List.of("~ form demo: minFill 3s → 4s", "~ form demo: perAddress 5/10m → 5/1h"),
        SettingsDiff.lines(before, after));
  }

  @Test
  void readsWhatAFormSaysInEachLanguage() {
    Form form =
        form(
            "languages: [de, pt-br, en], texts: {de: {title: Hallo, consent: Ja, thanks: Danke,"
                + " send: Los, labels: {email: Mail}, words: {choose: Wahl}}}");
    assertEquals(
        List.of("de", "pt-BR", "en"), form.texts().stream().map(Form.Texts::language).toList());
    assertEquals(
        new Form.Texts(
            "de", "Hallo", "Ja", "Danke", "Los", Map.of("email", "Mail"), Map.of("choose", "Wahl")),
        form.texts().getFirst());
  }

  @Test
  void speaksEnglishWhereNothingElseIsSaid() {
    assertEquals(
        List.of(Form.Texts.ENGLISH),
        Written.settings(Written.correct().compile()).forms().getFirst().texts());
  }
}
