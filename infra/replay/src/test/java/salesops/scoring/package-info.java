@NullMarked
package salesops.scoring;

import org.jspecify.annotations.NullMarked;
