@NullMarked
package salesops.cli;

import org.jspecify.annotations.NullMarked;
