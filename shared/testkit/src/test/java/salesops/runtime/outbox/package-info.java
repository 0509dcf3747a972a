@NullMarked
package salesops.runtime.outbox;

import org.jspecify.annotations.NullMarked;
