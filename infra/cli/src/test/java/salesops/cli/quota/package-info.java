@NullMarked
package salesops.cli.quota;

import org.jspecify.annotations.NullMarked;
