/**
 * What holds for the suite as a whole: boundaries between modules, and the contract on the wires.
 */
@NullMarked
package salesops.local;

import org.jspecify.annotations.NullMarked;
