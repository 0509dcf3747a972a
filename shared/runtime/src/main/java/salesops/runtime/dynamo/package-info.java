/**
 * How records become items: {@link salesops.runtime.dynamo.ItemSchema} maps them, {@link
 * salesops.runtime.dynamo.ConditionalPut} writes them, {@link salesops.runtime.dynamo.Packed} keeps
 * payloads small.
 */
@NullMarked
package salesops.runtime.dynamo;

import org.jspecify.annotations.NullMarked;
