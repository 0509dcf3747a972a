/**
 * What the local functions are given in place of Lambda's surroundings and does not depend on the
 * engine: {@link salesops.local.platform.LocalSecrets}, time and random numbers.
 */
@NullMarked
package salesops.local.platform;

import org.jspecify.annotations.NullMarked;
