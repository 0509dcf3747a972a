@NullMarked
package salesops.cli.imports;

import org.jspecify.annotations.NullMarked;
