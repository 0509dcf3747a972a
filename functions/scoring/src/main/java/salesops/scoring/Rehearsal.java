package salesops.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import salesops.events.Envelope;
import salesops.events.LeadScored;
import salesops.events.LeadSubmitted;
import salesops.model.Lead;
import salesops.model.settings.Scoring;
import salesops.runtime.Json;
import salesops.runtime.outbox.Outbox;

/** Goes once through what each lead needs, with the sample lead, and keeps nothing of it. */
record Rehearsal(ScoringStore store) implements Runnable {
  private static final String SAMPLE = "/salesops/events/samples/LeadSubmitted.json";

  @Override
  public void run() {
    Envelope<LeadSubmitted> submitted = Json.readEnvelope(sample(), LeadSubmitted.class);
    Lead lead = submitted.data().lead();
    Scoring nothing =
        new Scoring(
            List.of(), new Scoring.Engagement(1, List.of(), Set.of()), List.of(), List.of());
    ScoringModel model = new ScoringModel(nothing, ZoneOffset.UTC);
    History history = History.none(lead.identity().primary());
    LeadScored scored = new LeadScored(lead, model.score(lead, history), 1, 1);
    Outbox.of(Envelope.of(scored, null, lead.submittedAt()));
    PackedHistory.pack(history.with(model.activity(lead)), lead.leadId());
    store.find(lead.leadId());
  }

  private static String sample() {
    try (InputStream in = Rehearsal.class.getResourceAsStream(SAMPLE)) {
      if (in == null) {
        throw new IllegalStateException("the events' jar has no samples");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
