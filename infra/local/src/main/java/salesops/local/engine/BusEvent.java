package salesops.local.engine;

import java.time.Instant;

/**
 * An event that was put on the bus, once for each time it was put.
 *
 * @param source such as {@code salesops.routing}
 * @param type the detail type, such as {@code LeadAssigned}
 * @param detail JSON of the envelope: {@code meta} and {@code data}
 * @param at when the bus took it, on the suite's clock
 */
public record BusEvent(String source, String type, String detail, Instant at) {}
