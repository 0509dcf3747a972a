package salesops.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import salesops.intake.IntakeReplay.Result;
import salesops.testkit.TestClock;

class IntakeReplayTest {
  private static final Instant NOW = TestClock.START;
  private static final String CLAIRE =
      "{\"form\":\"demo\",\"email\":\"claire@lyon.fr\",\"employees\":\"340\"}";

  private final IntakeBench bench = new IntakeBench();
  private final IntakeReplay replay =
      new IntakeReplay(IntakeBench.settings(1, List.of(IntakeBench.DEMO, IntakeBench.OTHER)));

  @Test
  void makesTheLeadThatTheApiMakes() {
    bench.post(CLAIRE.replace('"', '\''));
    assertEquals(new Result.Accepted(bench.leads().getFirst()), replay.submit(CLAIRE, NOW));
  }

  @Test
  void theSameSubmissionIsOneLeadWithinItsWindow() {
    replay.submit(CLAIRE, NOW);
    assertInstanceOf(Result.Duplicate.class, replay.submit(CLAIRE, NOW));
    Instant end = NOW.plus(Submission.CONTENT_WINDOW);
    assertInstanceOf(Result.Duplicate.class, replay.submit(CLAIRE, end));
    Instant past = end.plusMillis(1);
    var again = assertInstanceOf(Result.Accepted.class, replay.submit(CLAIRE, past));
    assertEquals(past, again.lead().submittedAt());
  }

  @Test
  void givesNobodyWhatTheApiKeepsBack() {
    String spam = CLAIRE.replace("\"email\"", "\"name\":\"casino.xyz\",\"email\"");
    assertEquals(new Result.Refused("quarantined", ""), replay.submit(spam, NOW));
    assertInstanceOf(Result.Accepted.class, replay.submit(CLAIRE, NOW));
    assertInstanceOf(Result.Duplicate.class, replay.submit(CLAIRE, NOW));
  }

  @Test
  void refusesWhatTheApiRefuses() {
    assertEquals(
        new Result.Refused("invalid_email", "email"),
        replay.submit(CLAIRE.replace("claire@lyon.fr", "claire"), NOW));
    assertEquals(
        new Result.Refused("unknown_form", "form"),
        replay.submit(CLAIRE.replace("demo", "none"), NOW));
    assertEquals(new Result.Refused("malformed_body", ""), replay.submit("{", NOW));
    String large = "{\"email\":\"" + "x".repeat(RequestBody.BYTES_MAX) + "\"}";
    assertEquals(new Result.Refused("body_too_large", ""), replay.submit(large, NOW));
  }
}
