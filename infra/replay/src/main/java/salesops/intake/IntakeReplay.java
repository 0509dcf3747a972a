package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import salesops.model.Lead;
import salesops.model.settings.Settings;
import salesops.runtime.http.Problem;
import salesops.runtime.lambda.Pause;
import salesops.runtime.lambda.Waiting;

/**
 * Takes submissions as the HTTP API would from a program, into no table: the same checks, the same
 * lead. For trying rules out, in one thread.
 */
public final class IntakeReplay {
  private final Settings settings;
  private final MemoryIntakeStore store = new MemoryIntakeStore();

  public IntakeReplay(Settings settings) {
    this.settings = settings;
  }

  /** What became of a submission. */
  public sealed interface Result {
    record Accepted(Lead lead) implements Result {}

    /** The same submission was accepted shortly before. */
    record Duplicate() implements Result {}

    /**
     * @param code stable, such as {@code invalid_email}
     * @param field the first bad field; empty when none is to blame
     */
    record Refused(String code, String field) implements Result {}
  }

  /**
   * @param json the body of {@code POST /leads}
   * @param at when it is submitted
   */
  public Result submit(String json, Instant at) {
    if (json.getBytes(UTF_8).length > RequestBody.BYTES_MAX) {
      return refused(Problem.bodyTooLarge(RequestBody.BYTES_MAX));
    }
    return switch (JsonBody.read(json)) {
      case Reading.Refused(Problem problem) -> refused(problem);
      case Draft draft -> submit(draft, at);
    };
  }

  private Result submit(Draft draft, Instant at) {
    SubmitLead submitLead =
        SubmitLead.withoutBrowsers(
            store, new Waiting(Clock.fixed(at, ZoneOffset.UTC), Pause.NONE, new Random(0)));
    return switch (submitLead.submit(draft, null, settings, Sender.SERVER)) {
      // Nobody gets it, so it is no lead that rules could send elsewhere.
      case SubmitLead.Outcome.Accepted(var _, var _, boolean quarantined, var _)
          when quarantined -> {
        store.take();
        yield new Result.Refused("quarantined", "");
      }
      case SubmitLead.Outcome.Refused refused -> refused(refused.problem());
      case SubmitLead.Outcome.Accepted stored ->
          store.take().<Result>map(Result.Accepted::new).orElseGet(Result.Duplicate::new);
    };
  }

  private static Result refused(Problem problem) {
    return problem.errors().isEmpty()
        ? new Result.Refused(problem.code(), "")
        : new Result.Refused(
            problem.errors().getFirst().code(), problem.errors().getFirst().field());
  }
}
