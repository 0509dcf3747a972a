@NullMarked
package salesops.cli.console;

import org.jspecify.annotations.NullMarked;
