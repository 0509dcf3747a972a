@NullMarked
package salesops.runtime.dynamo;

import org.jspecify.annotations.NullMarked;
