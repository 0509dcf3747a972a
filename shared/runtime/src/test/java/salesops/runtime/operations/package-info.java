@NullMarked
package salesops.runtime.operations;

import org.jspecify.annotations.NullMarked;
