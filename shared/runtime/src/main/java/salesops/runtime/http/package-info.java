/**
 * What functions share that answer over HTTP: links with one purpose ({@link
 * salesops.runtime.http.ActionLinks}) and addresses that are safe to call ({@link
 * salesops.model.PublicAddress}).
 */
@NullMarked
package salesops.runtime.http;

import org.jspecify.annotations.NullMarked;
