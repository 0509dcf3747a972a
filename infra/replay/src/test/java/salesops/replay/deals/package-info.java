@NullMarked
package salesops.replay.deals;

import org.jspecify.annotations.NullMarked;
