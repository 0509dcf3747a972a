package salesops.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.runtime.Json;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;

/** {@code GET /leads/{id}/decision}: why a lead is where it is, as JSON. */
public final class DecisionHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final ExplainLead explainLead;
  private final Log log;

  public DecisionHandler() {
    this(Platform.onLambda());
  }

  public DecisionHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    this.explainLead = new ExplainLead(parts.store(), parts.rulebooks());
    this.log = parts.log();
    parts.prime();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(
      @Nullable APIGatewayV2HTTPEvent request, @Nullable Context context) {
    long start = System.nanoTime();
    Optional<LeadId> id = id(request);
    Optional<Explanation> explanation = id.flatMap(lead -> explainLead.explain(lead.value()));
    log.outcome(
        "Decision",
        id.map(LeadId::value).orElse(null),
        explanation.isPresent() ? "explained" : "unknownLead",
        (System.nanoTime() - start) / 1_000_000);
    return explanation
        .map(e -> response(200, "application/json", Json.text(e)))
        .orElseGet(
            () ->
                response(
                    404,
                    "application/problem+json",
                    Json.text(
                        Map.of(
                            "type", "about:blank",
                            "title", "There is no such lead",
                            "status", 404,
                            "code", "unknownLead"))));
  }

  private static Optional<LeadId> id(@Nullable APIGatewayV2HTTPEvent request) {
    Map<String, String> parameters = request == null ? null : request.getPathParameters();
    try {
      return parameters == null
          ? Optional.empty()
          : Optional.ofNullable(parameters.get("id")).map(LeadId::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static APIGatewayV2HTTPResponse response(int status, String type, String body) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("content-type", type, "cache-control", "no-store"))
        .withBody(body)
        .build();
  }
}
