@NullMarked
package salesops.cli.deals;

import org.jspecify.annotations.NullMarked;
