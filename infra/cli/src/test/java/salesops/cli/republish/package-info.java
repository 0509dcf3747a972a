@NullMarked
package salesops.cli.republish;

import org.jspecify.annotations.NullMarked;
