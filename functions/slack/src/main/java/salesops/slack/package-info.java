/**
 * Tells people in Slack. {@link salesops.slack.SlackHandler} stores one row for each message that
 * an event is worth and never calls Slack; {@link salesops.slack.SenderHandler} posts the rows,
 * channel by channel, and outlives whatever Slack does.
 */
@NullMarked
package salesops.slack;

import org.jspecify.annotations.NullMarked;
