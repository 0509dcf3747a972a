/**
 * Gives each scored lead an owner, exactly once and provably fairly. {@link
 * salesops.routing.RouteLeads} decides the order of things, {@link salesops.routing.DecideOwner}
 * who it shall be, {@link salesops.routing.Rotation} whose turn it is.
 */
@NullMarked
package salesops.routing;

import org.jspecify.annotations.NullMarked;
