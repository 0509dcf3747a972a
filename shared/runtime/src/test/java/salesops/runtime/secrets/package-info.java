@NullMarked
package salesops.runtime.secrets;

import org.jspecify.annotations.NullMarked;
