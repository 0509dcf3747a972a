/** {@code salesops leads}, {@code explain} and {@code forms}. */
@NullMarked
package salesops.cli.leads;

import org.jspecify.annotations.NullMarked;
