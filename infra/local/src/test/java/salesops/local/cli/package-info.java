/** The command line as people meet it. */
@NullMarked
package salesops.local.cli;

import org.jspecify.annotations.NullMarked;
