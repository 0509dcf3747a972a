@NullMarked
package salesops.replay;

import org.jspecify.annotations.NullMarked;
