package salesops.runtime.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.LeadSubmitted;

class SqsBatchTest {
  private final List<String> lines = new ArrayList<>();
  private final Log log =
      new Log(
          new Platform(
              Map.of(),
              Clock.systemUTC(),
              new Random(1),
              () -> {
                throw new IllegalStateException("no tables in this test");
              },
              () -> {
                throw new IllegalStateException("no bus in this test");
              },
              () -> {
                throw new IllegalStateException("no queues in this test");
              },
              () -> {
                throw new IllegalStateException("no secrets in this test");
              },
              Pause.REAL,
              lines::add));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "poison",
        "[]",
        "{}",
        "{\"detail\":null}",
        "{\"detail\":{}}",
        "{\"detail\":{\"meta\":{},\"data\":null}}",
        "{\"detail\":{\"meta\":{},\"data\":{\"lead\":7}}}"
      })
  void reportsWhatIsNoEventByItself(String body) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("1");
    message.setBody(body);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    SqsBatch<LeadSubmitted> batch = new SqsBatch<>(event, LeadSubmitted.class, log);
    assertEquals(List.of(), batch.messages());
    assertEquals(
        List.of(new SQSBatchResponse.BatchItemFailure("1")),
        batch.response().getBatchItemFailures());
  }
}
