package salesops.slack;

import java.time.Instant;
import salesops.runtime.lambda.Log;
import salesops.runtime.lambda.Waiting;

/** What the visits of one invocation share. */
record Sending(
    SlackStore store,
    SlackApi api,
    BotToken token,
    ChannelRules rules,
    Messages messages,
    Waiting waiting,
    Log log) {

  Instant now() {
    return waiting.clock().instant();
  }
}
