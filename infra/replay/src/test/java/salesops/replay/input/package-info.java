@NullMarked
package salesops.replay.input;

import org.jspecify.annotations.NullMarked;
