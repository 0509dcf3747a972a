/**
 * The HTTP API on loopback: {@link salesops.local.http.HttpFront} is the server, in front of
 * functions.
 */
@NullMarked
package salesops.local.http;

import org.jspecify.annotations.NullMarked;
