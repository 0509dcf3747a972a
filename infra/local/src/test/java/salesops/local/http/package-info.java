/** Tests of the HTTP front. */
@NullMarked
package salesops.local.http;

import org.jspecify.annotations.NullMarked;
