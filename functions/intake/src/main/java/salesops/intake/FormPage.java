package salesops.intake;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.script;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import j2html.tags.DomContent;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesops.model.Lead;
import salesops.model.settings.Form;
import salesops.pages.Document;
import salesops.runtime.http.Problem;
import salesops.runtime.http.Responses;

/**
 * The hosted form: plain HTML that works without scripts, nothing of third parties, every text
 * escaped, in the language the reader wants.
 *
 * @param company whose form it is
 */
record FormPage(Form form, String company, FormWords words) {
  static final String HTML = "text/html; charset=utf-8";

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
    return page(200, words.title(), markup.html(), languages(parameters));
  }

  /** The form with all that was entered and what is wrong with it. */
  APIGatewayV2HTTPResponse again(Draft draft, Problem problem, String token) {
    Map<String, String> values = new LinkedHashMap<>(draft.values());
    draft.attributes().forEach((name, value) -> values.put(Lead.ATTRIBUTE_PREFIX + name, value));
    FormMarkup markup = new FormMarkup(form, words, values, problem.errors(), token);
    return answer(
        problem.status(),
        words.word("errors.page", words.title()),
        Stream.of(heading(words.title()), markup.summary(problem), markup.html()));
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
        p(words.thanks()).withClass("thanks").attr("role", "status"));
  }

  /** For what belongs to no form that is known. */
  static APIGatewayV2HTTPResponse problem(Problem problem, Wanted wanted) {
    FormWords words = FormWords.ofNoForm(wanted);
    String title = words.word("problem.title");
    Stream<DomContent> content = Stream.of(h1(title), p(words.problem(problem)));
    return response(problem.status(), html(words, title, content), words, PageRules.of(null));
  }

  /** A page in the reader's language. */
  private static APIGatewayV2HTTPResponse response(
      int status, String html, FormWords words, Map<String, String> rules) {
    Map<String, String> headers = new HashMap<>(rules);
    headers.put("content-language", words.language());
    headers.put("vary", "accept-language");
    return Responses.of(status, HTML, html, headers);
  }

  private APIGatewayV2HTTPResponse page(int status, String title, DomContent... content) {
    return answer(status, title, Stream.concat(Stream.of(heading(title)), Stream.of(content)));
  }

  private APIGatewayV2HTTPResponse answer(int status, String title, Stream<DomContent> content) {
    return response(
        status, html(words, title + " · " + company, content), words, PageRules.of(form));
  }

  private DomContent heading(String title) {
    return each(p(company).withClass("company"), h1(title));
  }

  /** The same form in the other languages, each in its own name. */
  private DomContent languages(Map<String, String> parameters) {
    return form.texts().size() == 1
        ? text("")
        : nav(each(form.texts(), texts -> language(texts.language(), parameters)))
            .withClass("languages")
            .attr("aria-label", words.word("languages"));
  }

  private DomContent language(String tag, Map<String, String> parameters) {
    String name = ownName(Locale.forLanguageTag(tag));
    if (tag.equals(words.language())) {
      return span(name).attr("aria-current", "true");
    }
    Map<String, String> query = new TreeMap<>(parameters);
    query.put(Wanted.PARAMETER, tag);
    return a(name)
        .withHref("../forms/" + form.id() + "?" + query(query))
        .withLang(tag)
        .attr("hreflang", tag);
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String ownName(Locale locale) {
    String name = locale.getDisplayName(locale);
    return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
  }

  private static String html(FormWords words, String title, Stream<DomContent> content) {
    return new Document(
            title,
            words.language(),
            words.direction(),
            Document.Width.NARROW,
            List.of(script().withSrc("../assets/" + Asset.FORM_SCRIPT.address()).isDefer()),
            List.of(),
            content.toList())
        .markup();
  }
}
