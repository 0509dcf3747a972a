@NullMarked
package salesops.runtime.http;

import org.jspecify.annotations.NullMarked;
