/** Tests of the discrete clock. */
@NullMarked
package salesops.testkit.clock;

import org.jspecify.annotations.NullMarked;
