package salesops.deals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.deals.page.FollowWorkLink;
import salesops.model.settings.Settings;
import salesops.pages.Page;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.http.PostedForm;
import salesops.runtime.lambda.DailyNoOp;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SignedTokens;

/** Pages behind the buttons by which reps work on leads and deals. */
public final class PagesHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final String EVENT = "WorkLink";

  private final Parts parts;
  private final SignedTokens tokens;
  private final FollowWorkLink followLink;
  private final Clock clock;
  private final Log log;

  public PagesHandler() {
    this(Platform.onLambda());
  }

  public PagesHandler(Platform platform) {
    parts = Parts.of(platform);
    tokens = SignedTokens.of(platform);
    clock = platform.clock();
    log = parts.log();
    followLink =
        new FollowWorkLink(
            parts.workLead(),
            parts.changeDeal(),
            new ActionLinks(tokens, platform.required(Platform.PUBLIC_ADDRESS)));
    parts.prime();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(
      APIGatewayV2HTTPEvent request, @Nullable Context context) {
    if (DailyNoOp.is(request)) {
      return APIGatewayV2HTTPResponse.builder().withStatusCode(204).build();
    }
    long start = clock.millis();
    Page page;
    try {
      page = page(request);
    } catch (RuntimeException e) {
      // What was done is found by the next try.
      log.failure(EVENT, null, e);
      page =
          Page.sorry(503, "failed", "That didn't work", "Please try again: nothing is done twice.");
    }
    log.outcome(EVENT, null, page.outcome(), clock.millis() - start);
    return page.response();
  }

  private Page page(APIGatewayV2HTTPEvent request) {
    return switch (ActionLinks.read(tokens, ActionLinks.WORK_FOLDER, token(request))) {
      case ActionLinks.Reading.Allowed(Permission link) -> follow(link, request);
      case ActionLinks.Reading.Expired() -> Page.expiredLink(ActionLinks.LIFE.toDays());
      case ActionLinks.Reading.Invalid() -> Page.invalidLink();
    };
  }

  private Page follow(Permission link, APIGatewayV2HTTPEvent request) {
    Settings settings = parts.settings().current();
    return request.getRouteKey().toUpperCase(Locale.ROOT).startsWith("POST")
        ? followLink.post(link, settings, PostedForm.of(request))
        : followLink.open(link, settings);
  }

  private static String token(APIGatewayV2HTTPEvent request) {
    Map<String, String> parameters = request.getPathParameters();
    return parameters == null ? "" : parameters.getOrDefault("token", "");
  }
}
