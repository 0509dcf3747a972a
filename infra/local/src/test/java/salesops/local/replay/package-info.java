@NullMarked
package salesops.local.replay;

import org.jspecify.annotations.NullMarked;
