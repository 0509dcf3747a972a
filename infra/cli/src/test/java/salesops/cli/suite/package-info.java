@NullMarked
package salesops.cli.suite;

import org.jspecify.annotations.NullMarked;
