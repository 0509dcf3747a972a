package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.events.LeadAssigned;
import salesops.model.settings.RoutingRules.Path;
import salesops.testkit.QueueMessages;
import salesops.testkit.TestClock;

class SlackHandlerTest {
  @RegisterExtension final Suite suite = new Suite();

  private static LeadAssigned assigned(String grade, String rep) {
    return Samples.assigned(Samples.lead("Lead 1", Map.of()), grade, rep, Path.TERRITORY);
  }

  @Test
  void storesARowForTheRepAndNeverCallsSlack() {
    suite.deliver(assigned("B3", Samples.ANA));
    assertEquals(1, suite.waiting(Samples.ANA));
    assertEquals(0, suite.waiting(Samples.TEAM_CHANNEL));
    assertEquals(List.of(), suite.slack.calls());
  }

  @Test
  void storesARowForTheManagerOfAHotLead() {
    suite.deliver(assigned("A2", Samples.ANA));
    assertEquals(1, suite.waiting(Samples.TEAM_CHANNEL));
  }

  @Test
  void tellsTheManagerDirectlyWhenTheTeamHasNoChannel() {
    suite.deliver(assigned("A1", Samples.BEN));
    assertEquals(1, suite.waiting("kim@northwind.example"));
  }

  @Test
  void tellsAManagerWhoIsTheOwnerInTheTeamsChannelToo() {
    suite.deliver(assigned("A1", Samples.TOM));
    assertEquals(1, suite.waiting(Samples.TOM));
    assertEquals(1, suite.waiting(Samples.TEAM_CHANNEL));
  }

  @Test
  void writesOneItemForARowAndNothingMoreOnceTheChannelIsKnown() {
    suite.deliver(assigned("B3", Samples.ANA));
    int before = suite.crashing.writes();
    suite.deliver(
        Samples.assigned(Samples.lead("Lead 2", Map.of()), "B3", Samples.ANA, Path.FALLBACK));
    assertEquals(before + 1, suite.crashing.writes());
  }

  @Test
  void storesADuplicateOnceEvenAfterItWasSent() {
    suite.deliver(assigned("B3", Samples.ANA), assigned("B3", Samples.ANA));
    assertEquals(1, suite.waiting(Samples.ANA));
    suite.wake(Samples.ANA);
    suite.clock.advance(Duration.ofHours(5));
    suite.deliver(assigned("B3", Samples.ANA));
    assertEquals(0, suite.waiting(Samples.ANA));
    suite.sweepFor(Duration.ofMinutes(2));
    assertEquals(1, suite.slack.messages().size());
  }

  @Test
  void tellsAssignedHeldAndReturnedFromOneBatch() {
    var lead = Samples.lead("Lead 1", Map.of());
    suite.deliver(
        assigned("B3", Samples.ANA),
        Samples.held(lead, false, "emea"),
        Samples.returned(lead, Samples.ANA));
    assertEquals(1, suite.waiting(Samples.ANA));
    assertEquals(2, suite.waiting(Samples.TEAM_CHANNEL));
  }

  @Test
  void tellsNobodyOfAPlannedHold() {
    suite.deliver(Samples.held(Samples.lead("Lead 1", Map.of()), true, "emea"));
    assertEquals(0, suite.waiting(Samples.TEAM_CHANNEL));
    assertTrue(suite.log().getLast().contains("nobody_to_tell"));
  }

  @Test
  void tellsEveryManagerOfAHeldLeadThatBelongsToNoTeam() {
    suite.deliver(Samples.held(Samples.lead("Lead 1", Map.of()), false, null));
    assertEquals(1, suite.waiting(Samples.TEAM_CHANNEL));
    assertEquals(1, suite.waiting("kim@northwind.example"));
  }

  @Test
  void tellsTheEscalationChannelAloneOfALeadThatNobodyActedOn() {
    suite.deliver(Samples.escalated(Samples.lead("Lead 1", Map.of()), "emea"));
    suite.deliver(Samples.escalated(Samples.lead("Lead 2", Map.of()), null));
    suite.deliver(Samples.escalated(Samples.lead("Lead 3", Map.of()), "apac"));
    assertEquals(2, suite.waiting(Samples.ESCALATION));
    assertEquals(0, suite.waiting(Samples.TEAM_CHANNEL));
    assertEquals(0, suite.waiting("kim@northwind.example"));
  }

  @Test
  void failsAMalformedMessageAlone() {
    SQSMessage broken = QueueMessages.of("LeadAssigned", "{}");
    SQSMessage alien = QueueMessages.of("DealWon", "{\"meta\":{},\"data\":{}}");
    SQSMessage good = QueueMessages.of(assigned("B3", Samples.ANA), TestClock.START);
    SQSBatchResponse response = suite.answer(QueueMessages.batch(broken, alien, good));
    assertEquals(
        List.of(broken.getMessageId(), alien.getMessageId()),
        response.getBatchItemFailures().stream()
            .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
            .toList());
    assertEquals(1, suite.waiting(Samples.ANA));
  }

  @Test
  void toleratesAnEventWithoutRecords() {
    suite.deliver(new SQSEvent());
    assertEquals(List.of(), suite.log());
  }
}
