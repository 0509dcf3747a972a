/**
 * Stands in for Slack's Web API on loopback: {@link salesops.testkit.slack.SlackStandIn} is the
 * server, {@link salesops.testkit.slack.PostedMessage} what it accepted, {@link
 * salesops.testkit.slack.Behaviour} how it can be told to fail. Needs no token of a workspace and
 * renders nothing itself.
 */
@NullMarked
package salesops.testkit.slack;

import org.jspecify.annotations.NullMarked;
