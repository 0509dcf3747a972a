/** {@code salesops import}: leads and named accounts from files. */
@NullMarked
package salesops.cli.imports;

import org.jspecify.annotations.NullMarked;
