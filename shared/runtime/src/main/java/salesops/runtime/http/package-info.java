/**
 * What functions share that answer over HTTP: links with one purpose ({@link
 * salesops.runtime.http.ActionLinks}), requests and answers ({@link
 * salesops.runtime.http.Requests}, {@link salesops.runtime.http.Responses}) and why a request is
 * refused ({@link salesops.runtime.http.Problem}).
 */
@NullMarked
package salesops.runtime.http;

import org.jspecify.annotations.NullMarked;
