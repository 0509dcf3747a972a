/** {@code salesops settings replay}: what other rules would have done. */
@NullMarked
package salesops.cli.replay;

import org.jspecify.annotations.NullMarked;
