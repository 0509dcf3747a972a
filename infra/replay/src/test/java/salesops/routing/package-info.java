@NullMarked
package salesops.routing;

import org.jspecify.annotations.NullMarked;
