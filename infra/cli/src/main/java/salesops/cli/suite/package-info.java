/**
 * The way from a command to a {@link salesops.cli.suite.Suite}: {@link
 * salesops.cli.suite.Connection} to the one that runs on this machine, or to the deployed one.
 */
@NullMarked
package salesops.cli.suite;

import org.jspecify.annotations.NullMarked;
