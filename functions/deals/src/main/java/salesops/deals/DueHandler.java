package salesops.deals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesops.deals.lead.RunClocks;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Platform;

/** Once a minute: reminds of leads that nobody contacted, and brings back those that are due. */
public final class DueHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final RunClocks runClocks;
  private final Platform platform;
  private final Log log;

  public DueHandler() {
    this(Platform.onLambda());
  }

  public DueHandler(Platform platform) {
    Parts parts = Parts.of(platform);
    this.platform = platform;
    log = parts.log();
    runClocks = new RunClocks(parts.store(), parts.workLead(), parts.settings()::current);
    parts.prime();
  }

  /**
   * @throws IllegalStateException when a lead could not be written: it stays due, and the alarm
   *     that every function has is raised
   */
  @Override
  public Map<String, Object> handleRequest(
      @Nullable Map<String, Object> tick, @Nullable Context context) {
    long start = platform.clock().millis();
    RunClocks.Outcome outcome = runClocks.run();
    log.outcome(
        "DueLeads",
        null,
        outcome.failed() > 0 ? "incomplete" : outcome.acted() > 0 ? "acted" : "none",
        platform.clock().millis() - start);
    if (outcome.failed() > 0) {
      throw new IllegalStateException(outcome.failed() + " leads could not be written");
    }
    return Map.of("acted", outcome.acted(), "recomputed", outcome.recomputed());
  }
}
