/**
 * What every function needs besides its rules, a room for each concern: {@code lambda} (start with
 * {@link salesops.runtime.lambda.Platform}, which every handler is built from), {@code outbox} (how
 * a write reaches others), {@code dynamo} (how records become items), {@code settings}, {@code
 * http}, {@code secrets} and {@code operations} (what operators ask of a function).
 */
@NullMarked
package salesops.runtime;

import org.jspecify.annotations.NullMarked;
