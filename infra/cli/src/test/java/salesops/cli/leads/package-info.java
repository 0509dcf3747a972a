@NullMarked
package salesops.cli.leads;

import org.jspecify.annotations.NullMarked;
