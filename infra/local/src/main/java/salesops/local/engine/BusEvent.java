package salesops.local.engine;

import java.time.Instant;

/**
 * An event on the bus; one that was put several times occurs several times.
 *
 * @param source source, such as {@code salesops.routing}
 * @param type detail type, such as {@code LeadAssigned}
 * @param detail JSON of the envelope: {@code meta} and {@code data}
 * @param at time at which the bus accepted it, on the suite's clock
 */
public record BusEvent(String source, String type, String detail, Instant at) {}
