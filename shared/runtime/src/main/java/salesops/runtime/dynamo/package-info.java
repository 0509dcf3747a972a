/**
 * How records become items. Declare an item as a record and derive its schema with {@link
 * salesops.runtime.dynamo.ItemSchema}; its components are the only place where its fields are
 * named. A large item is made of smaller records, its {@link salesops.runtime.dynamo.Parts}. State
 * that one worker at a time acts on carries a {@link salesops.runtime.dynamo.Lease} and is kept in
 * {@link salesops.runtime.dynamo.LeasedStates}. {@link salesops.runtime.dynamo.ConditionalPut}
 * writes, {@link salesops.runtime.dynamo.Packed} keeps payloads small.
 */
@NullMarked
package salesops.runtime.dynamo;

import org.jspecify.annotations.NullMarked;
