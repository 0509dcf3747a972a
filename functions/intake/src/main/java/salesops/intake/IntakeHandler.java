package salesops.intake;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.intake.SubmitLead.Outcome;
import salesops.model.settings.Form;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.http.Problem;
import salesops.runtime.http.Requests;
import salesops.runtime.http.Responses;
import salesops.runtime.lambda.DailyNoOp;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.secrets.SecretText;
import salesops.runtime.secrets.SignedTokens;
import salesops.runtime.settings.SettingsTable;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.core.JacksonException;

/** The public HTTP API: takes leads, and shows the forms that submit them. */
public final class IntakeHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  /** Longest Idempotency-Key. */
  static final int IDEMPOTENCY_KEY_CHARS_MAX = 255;

  private final Clock clock;
  private final Log log;
  private final SettingsTable settings;
  private final SubmitLead submitLead;
  private final FormTokens tokens;
  private final ServerKeys keys;
  private final ReleasePage releases;

  public IntakeHandler() {
    this(Platform.onLambda());
  }

  public IntakeHandler(Platform platform) {
    this.clock = platform.clock();
    this.log = new Log(platform);
    this.settings = SettingsTable.of(platform);
    DynamoIntakeStore store =
        new DynamoIntakeStore(platform.dynamo().get(), platform.required(Platform.TABLE));
    SignedTokens signed = SignedTokens.of(platform);
    this.tokens = new FormTokens(signed, clock, platform.random(), log);
    this.keys =
        new ServerKeys(
            new SecretText(
                platform.secrets(), platform.required(ServerKeys.SERVER_KEYS_SECRET), clock));
    this.submitLead =
        new SubmitLead(store, tokens, DynamoCounters.guard(platform, log), platform.waiting());
    this.releases =
        new ReleasePage(
            new ReleaseLead(
                new DynamoQuarantine(platform.dynamo().get(), platform.required(Platform.TABLE)),
                clock),
            signed,
            log);
    Priming.beforeCheckpoint(() -> Rehearsal.run(store), log);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(
      APIGatewayV2HTTPEvent request, @Nullable Context context) {
    if (DailyNoOp.is(request)) {
      return Responses.empty(204, Map.of());
    }
    try {
      return switch (request.getRouteKey()) {
        case "POST /leads" -> post(request);
        case "OPTIONS /leads" ->
            Responses.empty(204, Cors.preflight(origin(request), settings.current().forms()));
        case "GET /forms/{form}" -> form(request);
        case "GET /forms/{form}/token" -> token(request);
        case "GET /releases/{token}" ->
            releases.ask(Requests.pathParameter(request, "token").orElse(""));
        case "POST /releases/{token}" ->
            releases.release(Requests.pathParameter(request, "token").orElse(""));
        case "GET /assets/{asset}" -> asset(request);
        case "GET /openapi.json" -> openApi();
        default -> Responses.problem(Problem.notFound(), Map.of());
      };
    } catch (RuntimeException e) {
      log.failure(request.getRouteKey(), null, e);
      return Responses.problem(Problem.unavailable(), Map.of());
    }
  }

  private APIGatewayV2HTTPResponse post(APIGatewayV2HTTPEvent request) {
    long startedMillis = clock.millis();
    Optional<String> key = Requests.header(request, "idempotency-key");
    Reading reading =
        key.filter(k -> !Requests.isIdempotencyKey(k, IDEMPOTENCY_KEY_CHARS_MAX)).isPresent()
            ? Reading.refused(Problem.invalidIdempotencyKey(IDEMPOTENCY_KEY_CHARS_MAX))
            : RequestBody.read(request);
    Settings current = settings.current();
    Outcome outcome = outcome(reading, key.orElse(null), current, request);
    logged(outcome, clock.millis() - startedMillis);
    Answers answers =
        new Answers(
            current, tokens, origin(request), Requests.prefersHtml(request), Wanted.by(request));
    return answers.to(reading, outcome);
  }

  private Outcome outcome(
      Reading reading,
      @Nullable String idempotencyKey,
      Settings current,
      APIGatewayV2HTTPEvent request) {
    try {
      Optional<Sender> sender = sender(request);
      if (sender.isEmpty()) {
        return new Outcome.Refused(Problems.invalidServerKey());
      }
      return switch (reading) {
        case Reading.Refused(Problem problem) -> new Outcome.Refused(problem);
        case Draft draft -> submitLead.submit(draft, idempotencyKey, current, sender.get());
      };
    } catch (RuntimeException e) {
      // Nothing was stored, or a second try finds it: the sender may always send again.
      log.failure("SubmitLead", null, e);
      return new Outcome.Refused(Problem.unavailable());
    }
  }

  /** Empty when a key is shown that is none. */
  private Optional<Sender> sender(APIGatewayV2HTTPEvent request) {
    Optional<String> authorization = Requests.header(request, "authorization");
    if (authorization.isPresent()) {
      return keys.admit(authorization.get()) ? Optional.of(Sender.SERVER) : Optional.empty();
    }
    return Optional.of(Sender.browser(address(request).orElse(null)));
  }

  /**
   * Empty when nobody knows whether the company's distribution stands in between: an edge's address
   * is many people's, and whoever is behind it is better not counted than kept back.
   */
  private Optional<String> address(APIGatewayV2HTTPEvent request) {
    try {
      return Addresses.of(request, keys);
    } catch (SdkException | JacksonException e) {
      log.failure("ServerKeys", null, e);
      return Optional.empty();
    }
  }

  private void logged(Outcome outcome, long durationMillis) {
    switch (outcome) {
      case Outcome.Accepted accepted ->
          log.outcome(
              "SubmitLead",
              accepted.lead().value(),
              accepted.duplicate()
                  ? "duplicate"
                  : accepted.quarantined() ? "quarantined" : "accepted",
              durationMillis);
      case Outcome.Refused refused ->
          log.outcome("SubmitLead", null, refused.problem().code(), durationMillis);
    }
  }

  /** For scripts on the company's own pages, which show the form themselves. */
  private APIGatewayV2HTTPResponse token(APIGatewayV2HTTPEvent request) {
    return named(request)
        .map(form -> token(form, Cors.headers(origin(request), Stream.of(form))))
        .orElseGet(() -> Responses.problem(Problems.unknownForm(), Map.of()));
  }

  private APIGatewayV2HTTPResponse token(Form form, Map<String, String> cors) {
    String token = tokens.issue(form);
    long validSeconds = token.equals(FormTokens.NONE) ? 0 : FormTokens.LIFE.toSeconds();
    return Responses.of(
        200,
        "application/json",
        Json.text(Map.of(FormTokens.FIELD, token, "validSeconds", validSeconds)),
        cors);
  }

  private Optional<Form> named(APIGatewayV2HTTPEvent request) {
    String id = Requests.pathParameter(request, "form").orElse("");
    return Admission.find(id, settings.current());
  }

  private APIGatewayV2HTTPResponse form(APIGatewayV2HTTPEvent request) {
    Wanted wanted = Wanted.by(request);
    String company = settings.current().company().name();
    return named(request)
        .map(
            form ->
                FormPage.of(form, company, wanted)
                    .fresh(Requests.query(request), tokens.issue(form)))
        .orElseGet(() -> FormPage.problem(Problems.unknownForm(), wanted));
  }

  private static APIGatewayV2HTTPResponse asset(APIGatewayV2HTTPEvent request) {
    return Requests.pathParameter(request, "asset")
        .flatMap(Asset::named)
        .map(asset -> asset.response(Requests.query(request)))
        .orElseGet(() -> Responses.problem(Problem.notFound(), Map.of()));
  }

  private static String origin(APIGatewayV2HTTPEvent request) {
    return Requests.header(request, "origin").orElse("");
  }

  /** What the whole API takes and answers. */
  private static APIGatewayV2HTTPResponse openApi() {
    return Responses.of(
        200,
        "application/json",
        Resource.text("openapi.json"),
        Map.of("cache-control", "public, max-age=3600", "access-control-allow-origin", "*"));
  }
}
