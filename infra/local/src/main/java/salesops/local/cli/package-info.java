/**
 * The command line: {@link salesops.local.cli.Salesops} lists the commands; each is a class of its
 * own. Those that act on a running suite find it through {@link salesops.local.cli.Connection}.
 */
@NullMarked
package salesops.local.cli;

import org.jspecify.annotations.NullMarked;
