@NullMarked
package salesops.cli.replay;

import org.jspecify.annotations.NullMarked;
