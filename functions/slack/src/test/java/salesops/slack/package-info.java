/** The function against DynamoDB Local and a stand-in for Slack over HTTP, in virtual time. */
@NullMarked
package salesops.slack;

import org.jspecify.annotations.NullMarked;
