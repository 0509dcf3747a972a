package salesops.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import salesops.model.settings.Settings.Webhook;
import salesops.testkit.QueueMessages;

class WebhooksHandlerTest {
  @RegisterExtension final Suite suite = new Suite();

  @Test
  void storesADeliveryForEachEndpointThatListensAndPostsNothing() {
    suite.name(
        new Webhook("crm", suite.crm.url("/a").toString(), Samples.ALL),
        new Webhook("other", suite.crm.url("/b").toString(), List.of("LeadReturned")),
        new Webhook("deaf", suite.crm.url("/c").toString(), List.of("LeadAssigned")));
    suite.deliver(Samples.returned(1, 1));
    assertEquals(1, suite.waiting("crm"));
    assertEquals(1, suite.waiting("other"));
    assertEquals(0, suite.waiting("deaf"));
    assertEquals(List.of(), suite.crm.posts());
  }

  @Test
  void writesNothingWhileTheSettingsNameNoWebhook() {
    suite.name();
    int before = suite.crashing.writes();
    suite.deliver(Samples.returned(1, 1));
    assertEquals(before, suite.crashing.writes());
    assertTrue(suite.log().getLast().contains("nobody_to_tell"), suite.log().getLast());
  }

  @Test
  void writesOneItemForADeliveryOnceTheEndpointIsKnown() {
    suite.deliver(Samples.returned(1, 1), Samples.returned(2, 1));
    // Each handler is new here, and asks once whether the endpoint is known.
    int before = suite.crashing.writes();
    suite.deliver(Samples.returned(3, 1), Samples.returned(4, 1));
    assertEquals(before + 2, suite.crashing.writes());
  }

  @Test
  void storesADuplicateOnceEvenAfterItWasPosted() {
    suite.deliver(Samples.returned(1, 1), Samples.returned(1, 1));
    assertEquals(1, suite.waiting("crm"));
    suite.wake("crm");
    suite.deliver(Samples.returned(1, 1));
    assertEquals(0, suite.waiting("crm"));
    suite.sweep();
    assertEquals(List.of("Lead 1 seq 1"), Suite.heard(suite.crm));
  }

  @Test
  void failsAMalformedMessageAlone() {
    SQSMessage broken = QueueMessages.of("LeadReturned", "{}");
    SQSMessage alien = QueueMessages.of("DealWon", "{\"meta\":{},\"data\":{}}");
    SQSMessage good = QueueMessages.golden("LeadReturned");
    SQSBatchResponse response = suite.answer(QueueMessages.batch(broken, alien, good));
    assertEquals(
        List.of(broken.getMessageId(), alien.getMessageId()),
        response.getBatchItemFailures().stream()
            .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
            .toList());
    assertEquals(1, suite.waiting("crm"));
  }

  @Test
  void toleratesAnEventWithoutRecords() {
    suite.deliver(new SQSEvent());
    assertEquals(List.of(), suite.log());
  }
}
