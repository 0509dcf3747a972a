/**
 * Access from commands to a {@link salesops.cli.suite.Suite}: {@link salesops.cli.suite.Connection}
 * selects the one running on this machine or the deployed one.
 */
@NullMarked
package salesops.cli.suite;

import org.jspecify.annotations.NullMarked;
