@NullMarked
package salesops.intake;

import org.jspecify.annotations.NullMarked;
