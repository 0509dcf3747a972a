package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.model.LeadField;
import salesops.model.settings.Form;
import salesops.model.settings.Words;
import salesops.runtime.http.FieldError;

class FormWordsTest {
  static final List<String> LANGUAGES = Words.LANGUAGES;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[0-9]}");

  private static Wanted wanted(String query, String header) {
    APIGatewayV2HTTPEvent request = new APIGatewayV2HTTPEvent();
    request.setQueryStringParameters(Map.of("lang", query));
    request.setHeaders(Map.of("accept-language", header));
    return Wanted.by(request);
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void everyLanguageHasEveryWordWithTheSamePlaceholders(String language) {
    Map<String, String> words = Words.in(language);
    assertEquals(new TreeSet<>(Words.keys()), new TreeSet<>(words.keySet()));
    words.forEach(
        (key, word) -> {
          assertFalse(word.isBlank(), key);
          assertEquals(placeholders(Words.in("en").getOrDefault(key, "")), placeholders(word), key);
        });
  }

  private static Set<String> placeholders(String word) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(word);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  @Test
  void knowsAllLanguagesWhoseWordsAreInTheJar() throws IOException {
    Path folder = Path.of("../../shared/model/src/main/resources/salesops/model/settings/words");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          Words.LANGUAGES.stream().map(l -> l + ".properties").sorted().toList(),
          files.map(file -> String.valueOf(file.getFileName())).sorted().toList());
    }
  }

  @Test
  void hasALabelForEveryFieldOfALead() {
    for (LeadField field : LeadField.values()) {
      assertTrue(Words.keys().contains("label." + field.jsonName()), field.jsonName());
    }
  }

  @Test
  void usesEveryWordSomewhere() throws IOException {
    StringBuilder code = new StringBuilder();
    // Problems that other functions have, too, are in the runtime.
    for (String folder :
        List.of("src/main/java", "../../shared/runtime/src/main/java/salesops/runtime/http")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          code.append(Files.readString(file, UTF_8));
        }
      }
    }
    for (String key : Words.keys()) {
      String said = key.replaceFirst("^(error|problem)\\.", "");
      assertTrue(
          key.startsWith("label.")
              || code.indexOf("\"" + key + "\"") >= 0
              || code.indexOf("\"" + said + "\"") >= 0,
          key);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''    | de-AT,de;q=0.9,en;q=0.5 | de
          ''    | pt,en;q=0.5             | pt-BR
          ''    | pt-br                   | pt-BR
          ''    | nl, *;q=0.5             | en
          ''    | en;q=0.2, de;q=0.8      | de
          ''    | de;q=0, pt;q=0.1        | pt-BR
          ''    | ''                      | en
          ''    | ';;;,'                  | en
          de    | en                      | de
          DE    | en                      | de
          nl    | de                      | en
          <b>   | de                      | en
          """)
  void choosesTheLanguage(String query, String header, String chosen) {
    assertEquals(chosen, wanted(query, header).among(List.of("en", "de", "pt-BR")));
  }

  @Test
  void readsNoEndlessListOfLanguages() {
    assertEquals("en", wanted("", "de,".repeat(2_000)).among(List.of("en", "de")));
  }

  @Test
  void speaksALanguageOfTheSettingsAlone() {
    Form.Texts dutch =
        new Form.Texts(
            "nl",
            "Praat met ons",
            null,
            "Bedankt!",
            "Sturen",
            Map.of("email", "E-mail"),
            Map.of("error.required", "Vul dit veld in."));
    FormWords words = new FormWords(IntakeBench.OTHER, dutch);
    assertEquals("Praat met ons", words.title());
    assertEquals("Sturen", words.send());
    assertEquals("Bedankt!", words.thanks());
    assertEquals("E-mail", words.label("email"));
    assertEquals("Vul dit veld in.", words.error(FieldError.required("email")));
    assertEquals("Please choose", words.word("choose"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar", "he-IL", "fa", "ur"})
  void writesFromTheRightWhereThatIsTheWay(String language) {
    assertEquals("rtl", new FormWords(IntakeBench.OTHER, Form.Texts.of(language)).direction());
  }

  @Test
  void makesALabelOfAnAttributesName() {
    FormWords words = new FormWords(IntakeBench.OTHER, Form.Texts.ENGLISH);
    assertEquals("Uses technology", words.label("attributes.usesTechnology"));
  }
}
