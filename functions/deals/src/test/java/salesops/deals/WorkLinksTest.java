package salesops.deals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.deals.World.ANA;
import static salesops.deals.World.BEN;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.deals.lead.LeadState;
import salesops.model.LeadId;
import salesops.runtime.http.ActionLinks.Action;

class WorkLinksTest {
  private final World world = new World();
  private final LeadId lead = world.assign("claire", ANA);

  private String link(Action action) {
    return world.link(action, lead.value(), ANA, "link " + action);
  }

  @ParameterizedTest
  @CsvSource({"CONTACTED", "QUALIFY", "DISQUALIFY", "OPEN_DEAL"})
  void openingALinkChangesNothing(Action action) {
    String before = world.items();
    APIGatewayV2HTTPResponse page = world.get(link(action));
    assertEquals(200, page.getStatusCode());
    assertTrue(page.getBody().contains("<form method=\"post\""), page.getBody());
    assertEquals(before, world.items());
  }

  @Test
  void postingDoesItOnce() {
    String link = link(Action.CONTACTED);
    assertEquals(200, world.post(link, "kind=call&note=wants+a+demo").getStatusCode());
    world.clock.advance(Duration.ofSeconds(2));
    APIGatewayV2HTTPResponse again = world.post(link, "kind=email");
    assertTrue(again.getBody().contains("Your contact is logged."), again.getBody());
    assertEquals(List.of("ActivityLogged", "LeadContacted"), world.eventTypes());
    assertTrue(world.get(link).getBody().contains("Your contact is logged."));
  }

  @Test
  void leadGoesFromContactToAWonDealByLinksAlone() {
    String done = world.post(link(Action.CONTACTED), "kind=call").getBody();
    done = world.post(next(done, "Qualified…"), "").getBody();
    assertEquals(LeadState.QUALIFIED, world.work(lead).leadState());
    done =
        world
            .post(
                next(done, "Open a deal…"),
                "amount=12500&expectedClose=2026-12-18&products=Router+Pro")
            .getBody();
    assertEquals(LeadState.DEAL, world.work(lead).leadState());
    done = world.post(next(done, "Stage…"), "stage=proposal").getBody();
    assertTrue(done.contains("The deal is in stage proposal."), done);
    done = world.post(next(done, "Won…"), "amount=13000").getBody();
    assertTrue(done.contains("The deal is won."), done);
    assertEquals(
        List.of(
            "ActivityLogged",
            "DealChanged",
            "DealOpened",
            "DealWon",
            "LeadContacted",
            "LeadQualified"),
        world.eventTypes());
  }

  private static String next(String page, String words) {
    Matcher link = Pattern.compile("href=\"([^\"]+)\"[^>]*>" + words).matcher(page);
    assertTrue(link.find(), page);
    return link.group(1);
  }

  @Test
  void refusedStepSaysWhatIsMissingAndKeepsWhatWasEntered() {
    String done = world.post(link(Action.OPEN_DEAL), "amount=12500").getBody();
    APIGatewayV2HTTPResponse page = world.post(next(done, "Stage…"), "stage=proposal&amount=13000");
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("the deal needs: a product"), page.getBody());
    assertTrue(page.getBody().contains("13000"));
  }

  @Test
  void linkOfARepWhoLostTheLeadDoesNothing() {
    world.deliver(world.assigned("claire", BEN, 2));
    String before = world.items();
    APIGatewayV2HTTPResponse page = world.post(link(Action.QUALIFY), "");
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains("You don&#x27;t own this lead anymore"), page.getBody());
    assertEquals(before, world.items());
  }

  @Test
  void linkOfAnotherFolderIsInvalid() {
    String foreign = world.link(Action.RETURN, lead.value(), ANA, "x");
    assertEquals(404, world.post(foreign, "").getStatusCode());
    assertEquals(404, world.get(World.ADDRESS + "/work/rubbish").getStatusCode());
  }

  @Test
  void linkEndsAfterAWeek() {
    String link = link(Action.QUALIFY);
    world.clock.advance(Duration.ofDays(8));
    assertEquals(410, world.post(link, "").getStatusCode());
    assertEquals(LeadState.ASSIGNED, world.work(lead).leadState());
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACTED, kind=pigeon, Choose how you contacted them.",
    "DISQUALIFY, reason=, Choose or enter a reason.",
    "OPEN_DEAL, amount=lots, Amount must be a number"
  })
  void unreadableEntriesAreNamed(Action action, String form, String message) {
    APIGatewayV2HTTPResponse page = world.post(link(action), form);
    assertEquals(422, page.getStatusCode());
    assertTrue(page.getBody().contains(message), page.getBody());
    assertFalse(world.work(lead).isDone("link " + action));
  }

  @Test
  void logHasNoPersonalData() {
    world.post(link(Action.CONTACTED), "kind=call&note=secret");
    assertFalse(world.logLines().toString().contains("claire"));
    assertFalse(world.logLines().toString().contains("secret"));
  }
}
