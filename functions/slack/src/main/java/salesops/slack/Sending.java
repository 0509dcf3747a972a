package salesops.slack;

import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Pause;

/** What the visits of one invocation share. */
record Sending(
    SlackStore store,
    SlackApi api,
    BotToken token,
    ChannelRules rules,
    Messages messages,
    Clock clock,
    Pause pause,
    RandomGenerator random,
    Log log) {

  Instant now() {
    return clock.instant();
  }

  /** Returns when the clock shows {@code until}, however often the pause ends early. */
  void waitUntil(Instant until) {
    while (now().isBefore(until)) {
      pause.until(clock, until);
    }
  }
}
