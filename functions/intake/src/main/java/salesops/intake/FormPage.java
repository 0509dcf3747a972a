package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import salesops.model.Lead;
import salesops.model.settings.Form;

/**
 * The hosted form: plain HTML that works without scripts, nothing of third parties, every text
 * escaped, in the language the reader wants.
 *
 * @param company whose form it is
 */
record FormPage(Form form, String company, FormWords words) {

  static FormPage of(Form form, String company, Wanted wanted) {
    return new FormPage(form, company, FormWords.of(form, wanted));
  }

  /** The empty form; hidden fields are filled from the page's address. */
  APIGatewayV2HTTPResponse fresh(Map<String, String> query, String token) {
    Map<String, String> values = new HashMap<>();
    Map<String, String> parameters = new TreeMap<>();
    form.hidden()
        .forEach(
            (path, value) -> {
              if (value.startsWith(HiddenValues.PARAMETER)) {
                String parameter = value.substring(HiddenValues.PARAMETER.length());
                String given = query.getOrDefault(parameter, "");
                if (!given.isEmpty()) {
                  values.put(path, given);
                  parameters.put(parameter, given);
                }
              }
            });
    FormMarkup markup = new FormMarkup(form, words, values, List.of(), token);
    return page(200, words.title(), markup.html() + languages(parameters));
  }

  /** The form with all that was entered and what is wrong with it. */
  APIGatewayV2HTTPResponse again(Draft draft, Problem problem, String token) {
    Map<String, String> values = new LinkedHashMap<>(draft.values());
    draft.attributes().forEach((name, value) -> values.put(Lead.ATTRIBUTE_PREFIX + name, value));
    FormMarkup markup = new FormMarkup(form, words, values, problem.errors(), token);
    return answer(
        problem.status(),
        words.word("errors.page", words.title()),
        heading(words.title()) + markup.summary(problem) + markup.html());
  }

  /** What happens next; never who the rep is, or whether the person is known. */
  APIGatewayV2HTTPResponse thanks() {
    String thanks = form.thanks();
    if (thanks != null) {
      // 303: the browser gets the page, and reloading it posts nothing again.
      return Responses.empty(303, Map.of("location", thanks, "cache-control", "no-store"));
    }
    return page(
        202,
        words.word("thanks.title"),
        "<p class=\"thanks\" role=\"status\">" + Html.escaped(words.thanks()) + "</p>\n");
  }

  /** For what belongs to no form that is known. */
  static APIGatewayV2HTTPResponse problem(Problem problem, Wanted wanted) {
    FormWords words = FormWords.ofNoForm(wanted);
    String title = words.word("problem.title");
    String body =
        "<h1>%s</h1>\n<p>%s</p>\n"
            .formatted(Html.escaped(title), Html.escaped(words.problem(problem)));
    return Responses.page(problem.status(), html(words, title, body), words, PageRules.of(null));
  }

  private APIGatewayV2HTTPResponse page(int status, String title, String body) {
    return answer(status, title, heading(title) + body);
  }

  private APIGatewayV2HTTPResponse answer(int status, String title, String body) {
    return Responses.page(
        status, html(words, title + " · " + company, body), words, PageRules.of(form));
  }

  private String heading(String title) {
    return "<p class=\"company\">%s</p>\n<h1>%s</h1>\n"
        .formatted(Html.escaped(company), Html.escaped(title));
  }

  /** The same form in the other languages, each in its own name. */
  private String languages(Map<String, String> parameters) {
    if (form.texts().size() == 1) {
      return "";
    }
    String items =
        form.texts().stream()
            .map(texts -> language(texts.language(), parameters))
            .collect(Collectors.joining("\n"));
    return "<nav class=\"languages\" aria-label=\"%s\">\n%s\n</nav>\n"
        .formatted(Html.escaped(words.word("languages")), items);
  }

  private String language(String tag, Map<String, String> parameters) {
    String name = Html.escaped(ownName(Locale.forLanguageTag(tag)));
    if (tag.equals(words.language())) {
      return "<span aria-current=\"true\">" + name + "</span>";
    }
    Map<String, String> query = new TreeMap<>(parameters);
    query.put(Wanted.PARAMETER, tag);
    return "<a href=\"../forms/%s?%s\" lang=\"%s\" hreflang=\"%s\">%s</a>"
        .formatted(form.id(), Html.escaped(Html.query(query)), tag, tag, name);
  }

  private static String ownName(Locale locale) {
    String name = locale.getDisplayName(locale);
    return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
  }

  private static String html(FormWords words, String title, String body) {
    return """
    <!doctype html>
    <html lang="%s" dir="%s">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <link rel="stylesheet" href="../assets/%s">
    <script src="../assets/%s" defer></script>
    </head>
    <body>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(
            words.language(),
            words.direction(),
            Html.escaped(title),
            Asset.FORM_STYLE.address(),
            Asset.FORM_SCRIPT.address(),
            body);
  }
}
