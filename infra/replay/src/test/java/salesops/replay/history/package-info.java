@NullMarked
package salesops.replay.history;

import org.jspecify.annotations.NullMarked;
