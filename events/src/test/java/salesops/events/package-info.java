/** Holds schemas, samples and records of the contract together. */
@NullMarked
package salesops.events;

import org.jspecify.annotations.NullMarked;
