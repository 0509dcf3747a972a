/** Tests of the stand-in for Slack. */
@NullMarked
package salesops.testkit.slack;

import org.jspecify.annotations.NullMarked;
