package salesops.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.events.Envelope;
import salesops.events.Event;
import salesops.runtime.outbox.Outbox;

class SamplesRoundTripTest {
  static Stream<Class<? extends Event>> events() {
    return Event.classes();
  }

  @ParameterizedTest
  @MethodSource("events")
  void recordKeepsEverythingASampleSays(Class<? extends Event> event) throws IOException {
    String sample = sample(event);
    assertEquals(
        Json.MAPPER.readTree(sample),
        Json.MAPPER.readTree(Json.text(Json.readEnvelope(sample, event))));
  }

  @ParameterizedTest
  @MethodSource("events")
  void sampleHasTheIdThatIsDerived(Class<? extends Event> event) throws IOException {
    Envelope<? extends Event> envelope = Json.readEnvelope(sample(event), event);
    assertEquals(envelope.data().eventId(), envelope.meta().eventId());
    assertEquals(envelope.data().aggregate(), envelope.meta().correlationId());
  }

  @ParameterizedTest
  @MethodSource("events")
  void outboxGivesBackWhatWasPutIn(Class<? extends Event> event) throws IOException {
    Envelope<? extends Event> envelope = Json.readEnvelope(sample(event), event);
    assertEquals(envelope, Outbox.read(Outbox.of(envelope), event));
  }

  private static String sample(Class<? extends Event> event) throws IOException {
    String name = "/salesops/events/samples/" + event.getSimpleName() + ".json";
    try (InputStream in = SamplesRoundTripTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no sample " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
