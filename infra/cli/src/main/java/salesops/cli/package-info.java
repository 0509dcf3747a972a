/**
 * The command line: {@link salesops.cli.Salesops} lists the commands. Each topic is a package of
 * its own; what they share is in {@code console} and {@code suite}.
 */
@NullMarked
package salesops.cli;

import org.jspecify.annotations.NullMarked;
