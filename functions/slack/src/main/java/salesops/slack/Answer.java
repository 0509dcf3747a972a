package salesops.slack;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What came of a call to Slack. */
sealed interface Answer {
  /** Slack did it. */
  record Done(JsonNode body) implements Answer {}

  /** Slack did not do it and says when to call again. */
  record Limited(Duration retryAfter) implements Answer {}

  /** Slack did not do it now and may later: not reached, or it answered with a failure. */
  record Failed(String reason) implements Answer {}

  /** No usable answer came: nobody knows whether Slack did it. */
  record Unknown(String reason) implements Answer {}

  /** Slack will not do it until somebody changes something. */
  record Refused(String error) implements Answer {}
}
