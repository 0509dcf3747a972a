@NullMarked
package salesops.runtime.lambda;

import org.jspecify.annotations.NullMarked;
