/**
 * Routing on leads from a file: {@link salesops.routing.RoutingReplay} routes them over {@link
 * salesops.routing.MemoryRoutingStore}. Both are in the package of the function whose use cases
 * they run, but not in its jar.
 */
@NullMarked
package salesops.routing;

import org.jspecify.annotations.NullMarked;
