package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import salesops.events.Event;
import salesops.runtime.Json;
import salesops.testkit.LocalDynamo;

class GoldenEventsTest {
  @Test
  void announcesTheSamplesOfEveryEventItReads() throws IOException {
    try (LocalDynamo local = LocalDynamo.start();
        Suite suite = new Suite(local)) {
      SQSEvent batch = new SQSEvent();
      batch.setRecords(
          List.of(sample("LeadAssigned"), sample("LeadUnassigned"), sample("LeadReturned")));
      assertEquals(List.of(), suite.deliver(batch).getBatchItemFailures());
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

  private static SQSMessage sample(String type) throws IOException {
    String path = "samples/" + type + ".json";
    try (InputStream file = Objects.requireNonNull(Event.class.getResourceAsStream(path))) {
      var busEvent = Json.MAPPER.createObjectNode();
      busEvent.put("detail-type", type);
      busEvent.set("detail", Json.MAPPER.readTree(file.readAllBytes()));
      SQSMessage message = new SQSMessage();
      message.setMessageId(type);
      message.setBody(Json.text(busEvent));
      return message;
    }
  }
}
