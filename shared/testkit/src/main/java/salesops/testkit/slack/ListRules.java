package salesops.testkit.slack;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code conversations.list} refuses.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.list">conversations.list</a>
 */
final class ListRules {
  private static final int LIMIT_MAX = 1_000;
  private static final Set<String> TYPES =
      Set.of("public_channel", "private_channel", "mpim", "im");

  private ListRules() {}

  /** Slack's error code for what is wrong with a form's content; empty when it is right. */
  static Optional<String> violation(String form) {
    String limit = SlackStandIn.parameter(form, "limit");
    if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > LIMIT_MAX) {
      return Optional.of("invalid_limit");
    }
    if (!TYPES.containsAll(List.of(SlackStandIn.parameter(form, "types").split(",", -1)))) {
      return Optional.of("invalid_types");
    }
    String cursor = SlackStandIn.parameter(form, "cursor");
    return cursor.isEmpty() || cursor.matches(SlackStandIn.CURSOR + "[0-9]{1,6}")
        ? Optional.empty()
        : Optional.of("invalid_cursor");
  }
}
