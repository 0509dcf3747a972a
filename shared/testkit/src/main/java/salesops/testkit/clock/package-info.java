/**
 * Time for simulations: {@link salesops.testkit.clock.DiscreteClock} is a clock together with the
 * work that is due at its times.
 */
@NullMarked
package salesops.testkit.clock;

import org.jspecify.annotations.NullMarked;
