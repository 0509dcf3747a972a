/** Tests of how criteria compare and what people read of them. */
@NullMarked
package salesops.model.settings;

import org.jspecify.annotations.NullMarked;
