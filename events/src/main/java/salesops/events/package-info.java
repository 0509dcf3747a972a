/**
 * The contract between functions: what happened, as records. {@link salesops.events.Event} lists
 * the kinds, {@link salesops.events.Envelope} is how one travels. JSON Schemas and golden samples
 * lie beside as resources.
 */
@NullMarked
package salesops.events;

import org.jspecify.annotations.NullMarked;
