package salesops.intake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import salesops.intake.SubmitLead.Outcome;
import salesops.model.LeadId;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.http.Problem;
import salesops.runtime.http.Responses;

/**
 * Puts an outcome into the words of whoever asked: JSON for programs, pages for people.
 *
 * @param origin web origin of the page that asks; empty when there is none
 * @param wanted languages of pages
 */
record Answers(
    Settings settings, FormTokens tokens, String origin, boolean prefersHtml, Wanted wanted) {

  APIGatewayV2HTTPResponse to(Reading reading, Outcome outcome) {
    Optional<Draft> draft = reading instanceof Draft d ? Optional.of(d) : Optional.empty();
    boolean html = prefersHtml && draft.map(Draft::fromPage).orElse(true);
    return switch (outcome) {
      case Outcome.Accepted accepted -> html ? page(accepted.form()).thanks() : accepted(accepted);
      case Outcome.Refused refused ->
          html ? page(draft, refused.problem()) : problem(draft, refused.problem());
    };
  }

  static APIGatewayV2HTTPResponse accepted(LeadId lead, Map<String, String> headers) {
    return Responses.of(202, "application/json", Json.text(Map.of("leadId", lead)), headers);
  }

  private APIGatewayV2HTTPResponse accepted(Outcome.Accepted accepted) {
    return accepted(accepted.lead(), Cors.headers(origin, Stream.of(accepted.form())));
  }

  /** While the form is not known any form's pages may read what was wrong. */
  private APIGatewayV2HTTPResponse problem(Optional<Draft> draft, Problem problem) {
    Stream<Form> forms =
        draft.flatMap(this::form).map(Stream::of).orElseGet(() -> settings.forms().stream());
    Map<String, String> headers = new HashMap<>(Cors.headers(origin, forms));
    if (problem.status() == 401) {
      headers.put("www-authenticate", "Bearer");
    }
    return Responses.problem(problem, headers);
  }

  /** The form once more with everything that was entered, if the request says which. */
  private APIGatewayV2HTTPResponse page(Optional<Draft> draft, Problem problem) {
    return draft
        .flatMap(
            d -> form(d).map(form -> page(form).again(d, problem, tokens.renew(form, d.token()))))
        .orElseGet(() -> FormPage.problem(problem, wanted));
  }

  private FormPage page(Form form) {
    return FormPage.of(form, settings.company().name(), wanted);
  }

  private Optional<Form> form(Draft draft) {
    return Admission.find(draft.values().getOrDefault(Draft.FORM, "").strip(), settings);
  }
}
