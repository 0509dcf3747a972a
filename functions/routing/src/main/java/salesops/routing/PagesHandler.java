package salesops.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.pages.Page;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.http.PostedForm;
import salesops.runtime.lambda.DailyNoOp;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.secrets.SignedTokens;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Pages about one lead: {@code GET /leads/{id}} for whoever may see all of them, {@code
 * /actions/{token}} for whoever was sent a link.
 */
public final class PagesHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Parts parts;
  private final SignedTokens tokens;
  private final FollowLink followLink;
  private final Log log;

  public PagesHandler() {
    this(Platform.onLambda());
  }

  public PagesHandler(Platform platform) {
    this.parts = Parts.of(platform);
    this.tokens = SignedTokens.of(platform);
    this.followLink =
        new FollowLink(
            parts,
            new ChangeLead(parts.store(), parts.rulebooks(), platform.waiting()),
            new ActionLinks(tokens, platform.required(Platform.PUBLIC_ADDRESS)));
    this.log = parts.log();
    parts.prime();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(
      APIGatewayV2HTTPEvent request, @Nullable Context context) {
    if (DailyNoOp.is(request)) {
      return APIGatewayV2HTTPResponse.builder().withStatusCode(204).build();
    }
    return switch (request.getRouteKey()) {
      case "GET /leads/{id}" -> lead(parameter(request, "id"), Caller.of(request));
      case "GET /actions/{token}" -> link(parameter(request, "token"), followLink::open);
      case "POST /actions/{token}" ->
          link(parameter(request, "token"), link -> followLink.post(link, PostedForm.of(request)));
      default -> Page.sorry(404, "unknownPage", "There is no such page").response();
    };
  }

  private static String parameter(APIGatewayV2HTTPEvent request, String name) {
    Map<String, String> parameters = request.getPathParameters();
    return parameters == null ? "" : parameters.getOrDefault(name, "");
  }

  private APIGatewayV2HTTPResponse lead(String id, Optional<String> reader) {
    String leadId = leadId(id);
    return logged(
        "LeadPage",
        leadId,
        () ->
            leadId == null
                ? Page.sorry(404, "unknownLead", "There is no such lead")
                : followLink.show(leadId, reader));
  }

  private static @Nullable String leadId(String text) {
    try {
      return new LeadId(text).value();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private APIGatewayV2HTTPResponse link(String token, Function<Permission, Page> follow) {
    ActionLinks.Reading reading;
    try {
      reading = ActionLinks.read(tokens, ActionLinks.ACTIONS_FOLDER, token);
    } catch (SdkException e) {
      return logged(
          "Link",
          null,
          () -> {
            throw e;
          });
    }
    return switch (reading) {
      case ActionLinks.Reading.Allowed(Permission link) ->
          logged("Link " + link.action(), link.subject(), () -> follow.apply(link));
      case ActionLinks.Reading.Expired() ->
          logged("Link", null, () -> Page.expiredLink(ActionLinks.LIFE.toDays()));
      case ActionLinks.Reading.Invalid() -> logged("Link", null, Page::invalidLink);
    };
  }

  private APIGatewayV2HTTPResponse logged(
      String event, @Nullable String leadId, Supplier<Page> make) {
    long start = System.nanoTime();
    Page page;
    try {
      page = make.get();
    } catch (RuntimeException e) {
      // Whatever was done is found by the next try.
      log.failure(event, leadId, e);
      page =
          Page.sorry(
              503, "failed", "That did not work", "Please try again: nothing is done twice.");
    }
    log.outcome(event, leadId, page.outcome(), (System.nanoTime() - start) / 1_000_000);
    return page.response();
  }
}
