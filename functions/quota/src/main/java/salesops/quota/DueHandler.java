package salesops.quota;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;
import salesops.runtime.settings.SettingsTable;

/** Once a minute: follows up new credits and new settings, and reports pace once a week. */
public final class DueHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final FollowUp followUp;
  private final SettingsTable settings;
  private final Platform platform;
  private final Log log;

  public DueHandler() {
    this(Platform.onLambda());
  }

  public DueHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    this.platform = platform;
    this.log = parts.log();
    this.settings = parts.settings();
    this.followUp = new FollowUp(parts);
    parts.prime();
  }

  /**
   * @throws IllegalStateException when some commission could not be worked out: it stays due, and
   *     the alarm that every function has is raised
   */
  @Override
  public Map<String, Object> handleRequest(
      @Nullable Map<String, Object> tick, @Nullable Context context) {
    long start = platform.clock().millis();
    FollowUp.Outcome outcome = followUp.run(settings::current);
    log.outcome(
        "DueCredits",
        null,
        outcome.failed() > 0
            ? "incomplete"
            : outcome.reps() + outcome.rebooked() > 0 ? "acted" : "none",
        platform.clock().millis() - start);
    if (outcome.failed() > 0) {
      throw new IllegalStateException(outcome.failed() + " statements could not be worked out");
    }
    return Map.of("reps", outcome.reps(), "rebooked", outcome.rebooked());
  }
}
