package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import salesops.testkit.LocalDynamo;
import salesops.testkit.QueueMessages;

/** Over HTTP to DynamoDB too, which the other tests leave out. */
class GoldenEventsTest {
  @Test
  void announcesTheSamplesOfEveryEventItReads() {
    try (LocalDynamo local = LocalDynamo.start();
        Suite suite = new Suite(local.client(), Samples.settings())) {
      var batch =
          QueueMessages.batch(
              QueueMessages.golden("LeadAssigned"),
              QueueMessages.golden("LeadUnassigned"),
              QueueMessages.golden("LeadReturned"),
              QueueMessages.golden("ResponseOverdue"),
              QueueMessages.golden("LeadQualified"),
              QueueMessages.golden("DealOpened"),
              QueueMessages.golden("DealWon"),
              QueueMessages.golden("QuotaReached"));
      suite.deliver(batch);
      for (ChannelState channel : suite.store.channels()) {
        suite.wake(channel.channel().address());
      }
      assertFalse(suite.slack.messages().isEmpty());
      assertEquals(List.of(), suite.slack.violations());
      for (ChannelState channel : suite.store.channels()) {
        assertEquals(0, suite.waiting(channel.channel().address()));
      }
    }
  }
}
