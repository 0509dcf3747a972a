package salesops.local.engine;

import java.util.function.Consumer;

/**
 * What all parts of a running suite share.
 *
 * @param log takes each line that a function logs
 */
record Engine(
    SuiteClock clock,
    Meter meter,
    Faults faults,
    Activity activity,
    DeadLetters deadLetters,
    Consumer<String> log) {}
