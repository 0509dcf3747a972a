package salesops.deals;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.deals.crm.ChangeResult;
import salesops.deals.crm.ChangesBody;
import salesops.deals.crm.CrmKeys;
import salesops.deals.crm.ReportChanges;
import salesops.runtime.Json;
import salesops.runtime.http.Problem;
import salesops.runtime.http.RequestBytes;
import salesops.runtime.http.Requests;
import salesops.runtime.http.Responses;
import salesops.runtime.lambda.DailyNoOp;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.lambda.Priming;
import salesops.runtime.secrets.SecretText;
import salesops.runtime.secrets.Signature;

/** Takes signed changes of deals from a CRM. */
public final class CrmHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  /** Name of the environment variable with the name of the keys' secret. */
  static final String CRM_KEYS_SECRET = "CRM_KEYS_SECRET";

  /**
   * Name of the environment variable that says whether the time of a signature counts. Where the
   * clock is virtual no sender can know the time.
   */
  static final String CRM_TIME = "CRM_TIME";

  static final String UNCHECKED = "unchecked";

  /** Longest Idempotency-Key. */
  static final int IDEMPOTENCY_KEY_CHARS_MAX = 100;

  private static final String EVENT = "CrmChanges";

  private final Parts parts;
  private final CrmKeys keys;
  private final boolean timeCounts;
  private final ReportChanges reportChanges;
  private final Clock clock;
  private final Log log;

  public CrmHandler() {
    this(Platform.onLambda());
  }

  public CrmHandler(Platform platform) {
    parts = Parts.of(platform);
    clock = platform.clock();
    log = parts.log();
    keys =
        new CrmKeys(new SecretText(platform.secrets(), platform.required(CRM_KEYS_SECRET), clock));
    timeCounts = !UNCHECKED.equals(platform.env().get(CRM_TIME));
    reportChanges = new ReportChanges(parts.changeDeal());
    parts.prime();
    Priming.beforeCheckpoint(CrmHandler::rehearse, log);
  }

  /** A request of nobody, up to its first write. */
  private static void rehearse() {
    byte[] body = "{\"changes\":[{\"deal\":\"0\",\"fields\":{\"amount\":1.5}}]}".getBytes(UTF_8);
    Signature.signedAt(Signature.of(EVENT, Instant.EPOCH, body), body, List.of(EVENT))
        .ifPresent(at -> new ChangesBody(at).read(body));
    Responses.problem(Problem.unavailable(), Map.of());
  }

  /** The result of a request. */
  private sealed interface Answer {
    record Done(List<ChangeResult> results) implements Answer {}

    record Refused(Problem problem) implements Answer {}
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(
      APIGatewayV2HTTPEvent request, @Nullable Context context) {
    if (DailyNoOp.is(request)) {
      return Responses.empty(204, Map.of());
    }
    long start = clock.millis();
    Answer answer;
    try {
      answer = answer(request);
    } catch (RuntimeException e) {
      // What was stored is found by the next try.
      log.failure(EVENT, null, e);
      answer = new Answer.Refused(Problem.unavailable());
    }
    log.outcome(EVENT, null, code(answer), clock.millis() - start);
    return response(answer);
  }

  private Answer answer(APIGatewayV2HTTPEvent request) {
    Optional<byte[]> body;
    try {
      body = RequestBytes.of(request, ChangesBody.BYTES_MAX);
    } catch (IllegalArgumentException e) {
      return new Answer.Refused(Problem.malformed("The body is not base 64."));
    }
    if (body.isEmpty()) {
      return new Answer.Refused(Problem.bodyTooLarge(ChangesBody.BYTES_MAX));
    }
    Optional<Instant> sentAt = sentAt(request, body.get());
    if (sentAt.isEmpty()) {
      // A caller without a key learns nothing else, not even what was wrong.
      return new Answer.Refused(
          new Problem(401, "invalid_signature", "The signature is missing, wrong or too old."));
    }
    Optional<String> key = Requests.header(request, "idempotency-key");
    if (key.filter(k -> !Requests.isIdempotencyKey(k, IDEMPOTENCY_KEY_CHARS_MAX)).isPresent()) {
      return new Answer.Refused(Problem.invalidIdempotencyKey(IDEMPOTENCY_KEY_CHARS_MAX));
    }
    if (!Requests.mediaType(request).equals("application/json")) {
      return new Answer.Refused(Problem.unsupportedMediaType("Send application/json."));
    }
    return switch (new ChangesBody(sentAt.get()).read(body.get())) {
      case ChangesBody.Reading.Refused(Problem problem) -> new Answer.Refused(problem);
      case ChangesBody.Reading.Changes(var changes) ->
          new Answer.Done(
              reportChanges.report(changes, key.orElse(""), parts.settings().current()));
    };
  }

  /** When the request was signed; empty when that was by nobody we know, or too long ago. */
  private Optional<Instant> sentAt(APIGatewayV2HTTPEvent request, byte[] body) {
    Instant now = clock.instant();
    return Requests.header(request, Signature.HEADER)
        .flatMap(header -> Signature.signedAt(header, body, keys.all()))
        .map(at -> timeCounts ? at : now)
        .filter(at -> Signature.isFresh(at, now));
  }

  private static String code(Answer answer) {
    return switch (answer) {
      case Answer.Refused(Problem problem) -> problem.code();
      case Answer.Done(List<ChangeResult> results) -> {
        long refused = count(results, ChangeResult.Outcome.REFUSED);
        long changed =
            count(results, ChangeResult.Outcome.APPLIED)
                + count(results, ChangeResult.Outcome.HELD);
        yield refused > 0 ? "someRefused" : changed > 0 ? "applied" : "unchanged";
      }
    };
  }

  private static long count(List<ChangeResult> results, ChangeResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static APIGatewayV2HTTPResponse response(Answer answer) {
    return switch (answer) {
      case Answer.Done done -> Responses.of(200, "application/json", Json.text(done), Map.of());
      case Answer.Refused(Problem problem) ->
          Responses.problem(
              problem,
              problem.status() == 401 ? Map.of("www-authenticate", Signature.HEADER) : Map.of());
    };
  }
}
